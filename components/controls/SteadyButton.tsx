import type { ComponentChildren } from 'preact';

export interface SteadyButtonProps {
  /** There is nothing to do for it now. */
  readonly off: boolean;
  readonly onClick: () => void;
  readonly class?: string;
  /** Its name, where its text is only a sign. */
  readonly label?: string;
  readonly children: ComponentChildren;
}

/**
 * A button that its own pressing may leave without a use: one more, until there are no more. It is then
 * said to be disabled, but it keeps the focus: a browser takes that from a button that is really disabled,
 * and whoever walks by keyboard would stand nowhere.
 */
export const SteadyButton = ({ off, onClick, label, children, ...rest }: SteadyButtonProps) => (
  <button
    {...rest}
    type="button"
    aria-label={label}
    aria-disabled={off}
    onClick={off ? undefined : onClick}
  >
    {children}
  </button>
);
