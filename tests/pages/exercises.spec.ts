import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { exercises } from '../../src/exercise/exercises.ts';
import { address, themes, visit } from './site.ts';

// Each exercise as built and served, from the closed editor to what the right program does.

for (const [k, { id, chapter, title }] of exercises.entries()) {
  test.describe(`the exercise ${id}`, () => {
    test('is solved by keyboard at 320 pixels, fits there, and axe finds nothing serious', async ({
      page,
    }) => {
      test.setTimeout(180_000);
      // Both themes have their turn, one exercise in each.
      await page.emulateMedia({ colorScheme: themes[k % 2]! });
      await page.setViewportSize({ width: 320, height: 700 });
      const troubles = await visit(page, address(`/${chapter}/`));
      const exercise = page.locator(`#exercise-${id}`);
      await exercise.scrollIntoViewIfNeeded();
      await expect(exercise.getByRole('heading', { name: title })).toBeVisible();

      await exercise.getByText('A hint').focus();
      await page.keyboard.press('Enter');
      await expect(exercise.locator('.exercise-hint')).toHaveAttribute('open', '');
      const open = exercise.getByRole('button', { name: 'Open the editor' });
      await expect(open).toBeEnabled();
      await expect(exercise.locator('textarea')).toHaveCount(0);
      await open.focus();
      await page.keyboard.press('Enter');
      const field = exercise.locator('textarea');
      await expect(field).toBeFocused();
      const begun = await field.inputValue();
      await page.keyboard.press('Control+Enter');
      const status = exercise.getByRole('status');
      await expect(status).toHaveText(/not right|missing|should/, { timeout: 30_000 });

      await exercise.getByText('A worked solution').focus();
      await page.keyboard.press('Enter');
      await exercise.getByRole('button', { name: 'Put it into the editor' }).focus();
      await page.keyboard.press('Enter');
      await expect(field).not.toHaveValue(begun);
      await exercise.getByRole('button', { name: 'Run' }).focus();
      await page.keyboard.press('Enter');
      await expect(exercise.locator('.exercise-parts .is-right').first()).toBeVisible({
        timeout: 30_000,
      });
      await expect(exercise.locator('.exercise-parts .is-wrong')).toHaveCount(0);
      await expect(exercise.locator('.exercise-view .chart').first()).toBeVisible();
      await expect(exercise.getByRole('button', { name: 'Run' })).toBeVisible({ timeout: 90_000 });
      await expect(status).toHaveText(/\d/);

      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBeLessThanOrEqual(0);
      const { violations } = await new AxeBuilder({ page })
        .include(`#exercise-${id}`)
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
        .analyze();
      expect(
        violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(({ id: rule, nodes }) => `${rule}: ${nodes.map(({ target }) => target).join(' ')}`),
      ).toEqual([]);
      expect(troubles).toEqual([]);
    });
  });
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  for (const { id, chapter, title } of exercises)
    test(`the exercise ${id} can be read: its task, its hint, its solution`, async ({ page }) => {
      await page.goto(address(`/${chapter}/`));
      const exercise = page.locator(`#exercise-${id}`);
      await expect(exercise.getByRole('heading', { name: title })).toBeVisible();
      expect((await exercise.locator('.exercise-task').innerText()).length).toBeGreaterThan(60);
      await exercise.getByText('A hint').click();
      expect((await exercise.locator('.exercise-hint').innerText()).length).toBeGreaterThan(60);
      const solution = exercise.locator('.exercise-solution pre');
      await expect(solution).toBeHidden();
      await exercise.getByText('A worked solution').click();
      await expect(solution).toBeVisible();
      await expect(solution).toContainText('return');
    });
});
