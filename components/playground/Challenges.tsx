import { useRef } from 'preact/hooks';
import { challenges, type Standing } from '../../src/training/presets.ts';

/** Small things to try, each with a tick once it was reached. */
export function Challenges({ standing }: { standing: Standing }) {
  const reached = useRef(new Set<string>());
  for (const { name, isReached } of challenges) if (isReached(standing)) reached.current.add(name);
  return (
    <ul class="challenges">
      {challenges.map(({ name, sentence }) => {
        const isReached = reached.current.has(name);
        return (
          <li key={name} class={isReached ? 'reached' : undefined}>
            <span aria-hidden="true">{isReached ? '✓' : '○'}</span>
            <span>
              {sentence}
              <span class="sr-only">{isReached ? ': reached' : ': not yet'}</span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
