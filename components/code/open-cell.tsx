import { render } from 'preact';
import { Cell } from './Cell.tsx';

/** Puts an editor in the place of a listing. By the reader's wish it takes the focus, and gives it back when closed. */
export function openCell(source: HTMLElement, asked: boolean): void {
  const { slug = '', cell: id = '', file = '' } = source.dataset;
  const listing = source.querySelector<HTMLElement>('.source-listing')!;
  const room = source.querySelector<HTMLElement>('.source-cell')!;
  const code = source.querySelector<HTMLElement>('[data-code]')?.dataset['code'] ?? '';
  listing.hidden = true;
  const close = () => {
    render(null, room);
    listing.hidden = false;
    source.querySelector<HTMLElement>('.source-change')?.focus();
  };
  render(
    <Cell
      slug={slug}
      id={id}
      file={file}
      original={code.replaceAll('\u007f', '\n')}
      asked={asked}
      onClose={close}
    />,
    room,
  );
}
