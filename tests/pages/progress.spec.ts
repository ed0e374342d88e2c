import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { address, addressed, documentOf, visit } from './site.ts';

// What the course remembers, on the built site; and where it lists what it asks.

const chapters = addressed.filter((path) => documentOf(path).querySelector('chapter-end'));
const questionsOf = (path: string) => [...documentOf(path).querySelectorAll('form.question')];
const exercisesOf = (path: string) => [...documentOf(path).querySelectorAll('section.exercise')];
const stored = (page: Page) =>
  page.evaluate(() => JSON.parse(localStorage.getItem('lines-that-learn') ?? 'null'));
const seed = (page: Page, fields: object) =>
  page.addInitScript(
    (text) => {
      if (sessionStorage.getItem('seeded')) return;
      sessionStorage.setItem('seeded', 'yes');
      localStorage.setItem('lines-that-learn', text);
    },
    JSON.stringify({ format: 'lines-that-learn/progress', version: 2, ...fields }),
  );

test('the course at a glance lists every chapter with every question and exercise, as links', () => {
  const glance = documentOf('/progress/');
  const listed = [...glance.querySelectorAll('.glance-chapter')];
  expect(listed.map((one) => `/${one.getAttribute('data-slug')}/`).sort()).toEqual(chapters);
  for (const one of listed) {
    const path = `/${one.getAttribute('data-slug')}/`;
    const anchors = [...one.querySelectorAll('details a')].map(
      (link) => link.getAttribute('href')?.split('#')[1],
    );
    const asked = [...questionsOf(path), ...exercisesOf(path)];
    expect(anchors).toEqual(asked.map(({ id }) => id));
  }
});

test('Tab finds the place for a guess before it finds the answer, awake or not', () => {
  for (const path of chapters)
    for (const question of questionsOf(path)) {
      const stops = [...question.querySelectorAll('input, [role="slider"], summary')].filter(
        (stop) => !stop.hasAttribute('disabled') && !stop.closest('fieldset[disabled]'),
      );
      expect(stops.length, question.id).toBeGreaterThan(1);
      expect(stops[0]?.localName, `${question.id}: its first stop`).not.toBe('summary');
    }
});

test('the question sheet asks every question and gives the key to each, in the same order', () => {
  const sheet = documentOf('/question-sheet/');
  const numbers = (part: string) =>
    [...sheet.querySelectorAll(`.sheet-${part} .sheet-number`)].map((one) =>
      one.textContent?.trim(),
    );
  const count = chapters.reduce(
    (sum, path) => sum + questionsOf(path).length + exercisesOf(path).length,
    0,
  );
  expect(numbers('questions')).toHaveLength(count);
  expect(numbers('key')).toEqual(numbers('questions'));
  for (const answer of sheet.querySelectorAll('.sheet-answer'))
    expect(answer.textContent?.trim()).toMatch(/\S/);
});

test('the sheet prints questions first, then the key on a page of its own, or one of the two', async ({
  page,
}) => {
  const troubles = await visit(page, address('/question-sheet/'));
  await page.evaluate(() => {
    window.print = () => document.documentElement.setAttribute('data-printed', '');
  });
  await page.getByRole('button', { name: 'Print' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-printed');
  await page.getByLabel('Questions only').check();
  await expect(page.locator('.sheet-key')).toBeHidden();
  await expect(page.locator('.sheet-questions')).toBeVisible();
  await page.getByLabel('Key only').check();
  await expect(page.locator('.sheet-questions')).toBeHidden();
  await page.getByLabel('Questions and key').check();
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('button', { name: 'Print' })).toBeHidden();
  await expect(page.locator('.sheet-key')).toHaveCSS('break-before', 'page');
  expect(troubles).toEqual([]);
});

test('an answer is remembered, shown at a glance, and known again after a reload', async ({
  page,
}) => {
  const troubles = await visit(page, address('/linear-classifiers/'));
  const question = page.locator('#question-linear-classifiers-doubled');
  await question.scrollIntoViewIfNeeded();
  await question.getByRole('radio').nth(0).check();
  await question.getByRole('button', { name: 'Answer' }).click();
  await expect(question.getByRole('status')).toContainText('Not what the run finds');
  await question.getByRole('radio').nth(1).check();
  await question.getByRole('button', { name: 'Answer' }).click();
  await expect(question.getByRole('status')).toContainText('Right');
  await page.goto(address('/progress/'));
  await expect(page.locator('.glance-sum')).toContainText('1 of');
  const state = page.locator('[data-state="linear-classifiers/doubled"]');
  await expect(state).toHaveText('right at guess 2');
  await page.reload();
  await expect(state).toHaveText('right at guess 2');
  expect(troubles).toEqual([]);
});

test('a chapter counts as read when its end was seen and a quarter of its time has passed, and is marked', async ({
  page,
}) => {
  const path = '/second-layer/';
  const minutes = Number(
    documentOf(path).querySelector('chapter-end')?.getAttribute('data-minutes'),
  );
  await page.clock.install();
  await page.goto(address(path));
  const mark = page.locator('.sidebar-content a[data-chapter="second-layer"]');
  await page.clock.runFor((minutes * 60_000) / 3);
  expect(await stored(page)).toBeNull();
  await page.reload();
  await page.locator('.colophon').scrollIntoViewIfNeeded();
  await page.clock.runFor((minutes * 60_000) / 5);
  expect(await stored(page)).toBeNull();
  await page.clock.runFor((minutes * 60_000) / 10);
  await expect.poll(() => stored(page)).toMatchObject({ read: ['second-layer'] });
  await expect(mark).toHaveAttribute('data-read', '');
  await expect(mark).toContainText('(read)');
});

test('what was read can be marked by hand, and the page says where to go on', async ({ page }) => {
  await seed(page, { read: ['linear-classifiers'] });
  const troubles = await visit(page, address('/progress/'));
  const next = page.locator('.glance-next a');
  await expect(next).toContainText('Go on with chapter 2');
  await page.getByRole('checkbox').nth(1).check();
  await expect(next).toContainText('Go on with chapter 3');
  expect(await stored(page)).toMatchObject({ read: ['linear-classifiers', 'logistic-regression'] });
  await page.getByRole('checkbox').nth(0).uncheck();
  await expect(next).toContainText('Go on with chapter 1');
  expect(troubles).toEqual([]);
});

test('all of it is saved as a file, forgotten after a question, brought back, and opened from the file', async ({
  page,
}) => {
  await seed(page, { read: ['loss'], texts: { 'own-backward': 'mine' } });
  await visit(page, address('/progress/'));
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const saving = page.waitForEvent('download');
  await press('Save as a file');
  const file = await (await saving).path();
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
    format: 'lines-that-learn/progress',
    version: 2,
    read: ['loss'],
    texts: { 'own-backward': 'mine' },
  });

  await press('Forget everything');
  await expect(page.locator('.keeping')).toContainText('Forget all of it?');
  expect(await stored(page)).toMatchObject({ read: ['loss'] });
  await press('Keep it');
  expect(await stored(page)).toMatchObject({ read: ['loss'] });
  await press('Forget everything');
  await press('Forget 1 chapter read and 1 text in an editor');
  expect(await stored(page)).toBeNull();
  await press('Bring back what was here');
  expect(await stored(page)).toMatchObject({ read: ['loss'], texts: { 'own-backward': 'mine' } });

  await press('Forget everything');
  await press('Forget 1 chapter read and 1 text in an editor');
  await page.getByLabel('Open a file').setInputFiles(file);
  await expect(page.locator('.keeping')).toContainText('is here now');
  expect(await stored(page)).toMatchObject({ read: ['loss'], texts: { 'own-backward': 'mine' } });
});

test('a file is never taken unasked where something is, and a wrong one changes nothing', async ({
  page,
}) => {
  await seed(page, { read: ['loss'] });
  await visit(page, address('/progress/'));
  const open = (text: string) =>
    page.getByLabel('Open a file').setInputFiles({
      name: 'mine.json',
      mimeType: 'application/json',
      buffer: Buffer.from(text),
    });
  const said = page.locator('.keeping [role=status]');
  await open('{"format":"lines-that-learn/progress","version":2,"read":[7]}');
  await expect(said).toContainText('read[0]: expected a name; got 7');
  await open('PNG');
  await expect(said).toContainText('expected JSON');
  expect(await stored(page)).toMatchObject({ read: ['loss'] });

  const good = '{"format":"lines-that-learn/progress","version":2,"read":["batch"]}';
  await open(good);
  await expect(said).toContainText('What shall become of that?');
  expect(await stored(page)).toMatchObject({ read: ['loss'] });
  await page.getByRole('button', { name: 'Leave it as it is' }).click();
  expect(await stored(page)).toMatchObject({ read: ['loss'] });
  await open(good);
  await page.getByRole('button', { name: 'Add the file to it' }).click();
  expect(await stored(page)).toMatchObject({ read: ['loss', 'batch'] });
  await open(good);
  await page.getByRole('button', { name: 'Replace it by the file' }).click();
  expect(await stored(page)).toMatchObject({ read: ['batch'] });
});

test('another tab’s changes are taken over at once', async ({ page, context }) => {
  await visit(page, address('/progress/'));
  const other = await context.newPage();
  await other.goto(address('/progress/'));
  await other.getByRole('checkbox').nth(0).check();
  await expect(page.getByRole('checkbox').nth(0)).toBeChecked();
  await expect(page.locator('.glance-sum')).toContainText('1 of');
});

for (const [how, prepare] of [
  [
    'blocked',
    () => {
      const blocked = () => {
        throw new DOMException('blocked', 'SecurityError');
      };
      Object.defineProperty(window, 'localStorage', { get: blocked });
    },
  ],
  [
    'full',
    () => {
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
    },
  ],
  ['corrupt', () => localStorage.setItem('lines-that-learn', '{"version":2,"read":')],
] as const)
  test(`with storage that is ${how} the course works, and says so once`, async ({ page }) => {
    await page.addInitScript(prepare);
    const troubles = await visit(page, address('/linear-classifiers/'));
    const question = page.locator('#question-linear-classifiers-doubled');
    await question.scrollIntoViewIfNeeded();
    for (const at of [0, 1]) {
      await question.getByRole('radio').nth(at).check();
      await question.getByRole('button', { name: 'Answer' }).click();
      await expect(question.getByRole('status')).toContainText(at === 1 ? 'Right' : 'Not what');
    }
    const notice = page.locator('.notice');
    await expect(notice).toHaveCount(1);
    await expect(notice).toContainText(how === 'corrupt' ? 'cannot be read' : 'keep your progress');
    await notice.getByRole('button', { name: 'Close' }).click();
    await expect(notice).toBeHidden();
    await page.goto(address('/progress/'));
    await expect(page.locator('.glance-sum')).toBeVisible();
    expect(troubles).toEqual([]);
  });
