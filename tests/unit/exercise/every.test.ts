import { describe, expect, it } from 'vitest';
import { exercises } from '../../../src/exercise/exercises.ts';
import { usualLimits } from '../../../src/sandbox/messages.ts';
import { benchOf, workedOut } from './bench.ts';

const loaded = await Promise.all(
  exercises.map(async ({ id, load }) => [id, (await load()).exercise] as const),
);

describe.each(loaded)('the exercise %s', (id, exercise) => {
  const { solution, begun, parts } = exercise;
  const judged = async (program: string) => exercise.grade(await benchOf(), program);
  /** By less patience, where the program is to be stopped. */
  const stopped = async (program: string) =>
    exercise.grade(await benchOf(undefined, { ...usualLimits, milliseconds: 300 }), program);
  const name = /function (\w+)\([^)]*\) \{\n(?![\s\S]*\nfunction )/.exec(solution)?.[1] as string;

  it('goes by its name, and its worked solution is right', async () => {
    expect(exercise.id).toBe(id);
    const verdict = await judged(solution);
    expect(verdict.message).not.toMatch(/not right/);
    expect(verdict.right).toBe(true);
    expect(verdict.checked.map(({ key }) => key)).toEqual(parts.map(({ key }) => key));
  });

  it('fits a narrow page, and begins without its heart', async () => {
    for (const line of [...solution.split('\n'), ...begun.split('\n')])
      expect(line.length).toBeLessThanOrEqual(61);
    for (const text of [solution, begun]) expect(text).not.toMatch(/export|@ts-|\/\/[()]|\n\n\n/);
    expect(solution.length).toBeGreaterThan(begun.length - 200);
    const verdict = await judged(begun);
    expect(verdict.right).toBe(false);
    expect(verdict.trouble).toBeUndefined();
  });

  it('puts the right program to work, to an end with a sentence in numbers', async () => {
    const { last } = await workedOut(exercise, solution);
    expect(last.said).toMatch(/\d/);
    expect(last.plane ?? last.curves).toBeDefined();
    for (const picture of [last.plane, last.curves])
      if (picture) expect(picture.label).toMatch(/^[A-Z].*[^.]$/);
  });

  it.each([
    ['nothing', ''],
    ['a string', 'return "x";'],
    ['a function', 'return () => 1;'],
    ['null', 'return null;'],
  ])('names what came when that is %s', async (what, body) => {
    const { right, message } = await judged(withBody(body));
    expect(right).toBe(false);
    expect(message).toContain(what);
    expect(message).toContain(name);
  });

  it('says what is missing from an object, and that NaN is no number', async () => {
    expect((await judged(withBody('return {};'))).message).toMatch(
      /is missing|should be a|should return/,
    );
    const verdict = await judged(withBody('return NaN;'));
    expect(verdict.right).toBe(false);
    expect(verdict.message.length).toBeGreaterThan(20);
  });

  it.each([
    ['an error', 'null.x;', /TypeError/],
    ['an endless loop', 'for (;;);', /still running/],
    ['a function that calls itself', `return ${'NAME'}(...arguments);`, /calls itself/],
    ['too much output', 'for (;;) console.log(1);', /console\.log/],
  ])('gives the line of %s', async (_, slip, said) => {
    const text = withBody(`\n${slip.replace('NAME', name)}\n`);
    const { message, trouble } = await stopped(text);
    expect(message).toMatch(said);
    const line = text.split('\n').indexOf(slip.replace('NAME', name)) + 1;
    expect(trouble?.line).toBe(line);
    expect(message).toContain(`Line ${line}: `);
  });

  it('gives the line of what is no JavaScript, and says that a function is gone', async () => {
    const { message } = await judged(`${solution}\nconst = 3;`);
    expect(message).toMatch(/^Line \d+: SyntaxError/);
    expect((await judged('const a = 1;')).message).toMatch(/There is no function “\w+”/);
  });

  /** The solution with another body for the function that is asked for. */
  function withBody(body: string): string {
    const from = solution.indexOf(`function ${name}(`);
    const open = solution.indexOf(') {\n', from) + 3;
    return `${solution.slice(0, open)}${body}}`;
  }
});
