import type { Answered } from '../../src/exchange/progress.ts';
import { keepRead, onProgress, progress } from '../progress/store.ts';

/** Writes into the list of chapters what this reader has done, now and after every change. */
export function showAtAGlance(root: HTMLElement): void {
  const chapters = [...root.querySelectorAll<HTMLElement>('.glance-chapter')];
  for (const chapter of chapters) {
    const box = chapter.querySelector('input') as HTMLInputElement;
    box.disabled = false;
    box.addEventListener('change', () => keepRead(slugOf(chapter), box.checked));
  }
  const show = () => {
    const { read, answers, solved } = progress();
    const stateOf = (kind: string | undefined, id: string): State =>
      kind === 'exercise'
        ? solved.includes(id)
          ? { is: 'first', words: 'solved' }
          : { is: '', words: 'not solved yet' }
        : stateOfAnswer(Object.hasOwn(answers, id) ? answers[id] : undefined);
    const marks = [...root.querySelectorAll<HTMLElement>('[data-mark]')];
    for (const mark of marks)
      mark.dataset['is'] = stateOf(mark.dataset['kind'], mark.dataset['mark'] as string).is;
    for (const place of root.querySelectorAll<HTMLElement>('[data-state]'))
      place.textContent = stateOf(place.dataset['kind'], place.dataset['state'] as string).words;
    for (const chapter of chapters)
      (chapter.querySelector('input') as HTMLInputElement).checked = read.includes(slugOf(chapter));
    const open = chapters.find((chapter) => !read.includes(slugOf(chapter)));
    const count = (kind: string, ...states: string[]) =>
      root.querySelectorAll(
        `details li > [data-kind="${kind}"]${states.length > 0 ? `:is(${states.map((is) => `[data-is="${is}"]`)})` : ''}`,
      ).length;
    const done = {
      read: chapters.filter((chapter) => read.includes(slugOf(chapter))).length,
      answered: count('question', 'first', 'later', 'wrong'),
      first: count('question', 'first'),
      later: count('question', 'later'),
      solved: count('exercise', 'first'),
    };
    const sum = root.querySelector('.glance-sum') as HTMLElement;
    sum.textContent =
      done.read + done.answered + done.solved === 0
        ? 'Nothing is kept on this device yet.'
        : `${done.read} of ${chapters.length} chapters read · ${done.answered} of ${count('question')} questions answered: ${done.first} right at the first guess, ${done.later} after that · ${done.solved} of ${count('exercise')} exercises solved`;
    const next = root.querySelector('.glance-next a') as HTMLAnchorElement;
    const unsolved = root.querySelector<HTMLAnchorElement>(
      'details li > .mark:is([data-is=""], [data-is="wrong"]) + span > a',
    );
    if (open) {
      const verb = done.read === 0 ? 'Begin' : 'Go on';
      const number = open.querySelector('.glance-number')?.textContent;
      next.textContent = `${verb} with chapter ${number}, ${open.dataset['title']}`;
      next.href = (open.querySelector('.glance-title') as HTMLAnchorElement).href;
    } else if (unsolved) {
      next.textContent = 'You have read it all. Go on with what is not answered or solved yet';
      next.href = unsolved.href;
    } else {
      next.textContent = 'You have read, answered and solved it all. Go on in the playground';
      next.href = root.dataset['playground'] as string;
    }
  };
  onProgress(show);
  show();
}

interface State {
  readonly is: '' | 'first' | 'later' | 'wrong';
  readonly words: string;
}

function stateOfAnswer(answer: Answered | undefined): State {
  if (!answer) return { is: '', words: 'not answered yet' };
  if (answer.rightAt === 1) return { is: 'first', words: 'right at the first guess' };
  if (answer.rightAt !== undefined)
    return { is: 'later', words: `right at guess ${answer.rightAt}` };
  return {
    is: 'wrong',
    words: answer.guesses === 1 ? 'one guess, not right' : `${answer.guesses} guesses, none right`,
  };
}

const slugOf = (chapter: HTMLElement) => chapter.dataset['slug'] as string;
