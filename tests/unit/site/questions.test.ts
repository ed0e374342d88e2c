import { describe, expect, it } from 'vitest';
import { askedIn } from '../../../src/site/questions.ts';

const island = (props: object, form: string) =>
  `<astro-island props="${JSON.stringify(props).replaceAll('"', '&quot;')}">${form}</astro-island>`;

const choice = island(
  {
    id: [0, 'loss/coin'],
    kind: [0, 'choice'],
    options: [
      1,
      [
        [0, { key: [0, 'a'], text: [0, 'One'] }],
        [0, { key: [0, 'b'], text: [0, 'Two'] }],
      ],
    ],
  },
  `<form class="question" id="question-loss-coin"><div class="question-text"><astro-slot><p>What is a <span class="term"><button
   popovertarget="t">logit</button><span class="term-bubble" id="t" popover>a score</span></span>?</p></astro-slot></div>
   <details class="question-why"><summary>Show the answer</summary><astro-slot name="why"><p>See <a href="#x">there</a>:
   <data class="fact" value="0.7">0.70</data>.</p></astro-slot></details></form>`,
);
const number = island(
  { id: [0, 'loss/half'], kind: [0, 'number'], unit: [0, '%'], tolerance: [0, 3], min: [0, 0] },
  `<form class="question" id="question-loss-half"><div class="question-text"><p>How many?</p></div>
   <details class="question-why"><summary>Why</summary><p>So many.</p></details></form>`,
);
const exercise = `<section class="exercise" id="exercise-own"><h3 id="exercise-own-title">Yours</h3><div class="exercise-task"><p>Write it.</p></div>
  <details class="exercise-hint"><summary>A hint</summary><p>Begin.</p></details><pre>function f() {
}
</pre><details class="exercise-solution"><summary>A worked solution</summary><pre>function f() { return 1 }</pre></details></section>`;

describe('the questions and exercises of a chapter', () => {
  it('are found in the order of the text, with what they offer, and nothing to press', () => {
    const { questions } = askedIn(`<h2>Loss</h2>${choice}<p>Then</p>${number}`);
    expect(questions.map(({ id, anchor, kind }) => [id, anchor, kind])).toEqual([
      ['loss/coin', 'question-loss-coin', 'choice'],
      ['loss/half', 'question-loss-half', 'number'],
    ]);
    expect(questions[0]?.text).toBe('<p>What is a logit?</p>');
    expect(questions[0]?.why).toMatch(
      /^<p>See there:\s+<data class="fact" value="0.7">0.70<\/data>\.<\/p>$/,
    );
    expect(questions[0]?.options).toEqual([
      { key: 'a', text: 'One' },
      { key: 'b', text: 'Two' },
    ]);
    expect(questions[1]).toMatchObject({ unit: '%', tolerance: 3, options: [], steps: [] });
  });

  it('an exercise comes with its task, its hint, its beginning and its solution', () => {
    expect(askedIn(exercise).exercises).toEqual([
      {
        id: 'own',
        anchor: 'exercise-own',
        title: 'Yours',
        text: '<p>Write it.</p>',
        hint: '<p>Begin.</p>',
        begun: 'function f() {\n}',
        solution: 'function f() { return 1 }',
      },
    ]);
  });

  it('an exercise without a solution is no exercise: the build fails', () => {
    expect(() => askedIn(exercise.replace('exercise-solution', 'other'))).toThrow('its solution');
  });

  it('a question without its explanation is none either', () => {
    expect(() => askedIn(number.replace('question-why', 'question-other'))).toThrow(
      'lost one of its parts',
    );
  });

  it('a page without questions has none', () => {
    expect(askedIn('<p>Text</p>')).toEqual({ questions: [], exercises: [] });
  });
});
