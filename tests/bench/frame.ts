import { chromium } from 'playwright';
import { findBrowser } from '../../src/setup/browser.mjs';
import { listen, site } from '../../src/setup/serve.mjs';

export interface FrameResult {
  /** Milliseconds of the page's own thread a frame: script, layout and paint. */
  readonly median: number;
  readonly slowest95: number;
  /** The frames, and how many of them showed another whole training than the frame before. */
  readonly frames: number;
  readonly retrained: number;
}

/**
 * Chapter 12's figure in the built site, while its learning rate is dragged: in every frame another
 * rate is set, all 1001 steps are made again, and all four views are drawn. Measured from the
 * beginning of the frame until the page's thread is free again after painting.
 */
export async function retrainedFrames(frames: number): Promise<FrameResult> {
  const server = await listen(site('dist', '/'), { port: 0 });
  const browser = await chromium.launch({
    executablePath: findBrowser() ?? '',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
    await page.goto(`http://localhost:${server.port}/result/`);
    const figure = page.locator('#fig-result');
    await figure.scrollIntoViewIfNeeded();
    await page.waitForFunction(
      () => !document.querySelector('#fig-result astro-island')?.hasAttribute('ssr'),
    );
    await page.waitForTimeout(500);
    const slider = figure.getByRole('slider', { name: /Learning rate/ }).first();
    const measured = await slider.evaluate(async (element, count) => {
      const input = element as HTMLInputElement;
      const status = input.closest('figure')!.querySelector('[role=status]')!;
      const free = new MessageChannel();
      const durations: number[] = [];
      let retrained = 0;
      let shown = status.textContent;
      await new Promise<void>((resolve) => {
        const middle = Number(input.value);
        let began = 0;
        const frame = (now: number) => {
          began = now;
          // To and fro, as a hand would: 12 positions each way, and another one in every frame.
          const place = durations.length % 48;
          const [up, down] = [Math.min(place, 24), Math.max(0, place - 24)];
          input.value = String(middle - 12 + up - down);
          input.dispatchEvent(new Event('input', { bubbles: true }));
          free.port2.postMessage(0);
        };
        // The message is taken after this frame has been painted.
        free.port1.onmessage = () => {
          durations.push(performance.now() - began);
          if (status.textContent !== shown) retrained += 1;
          shown = status.textContent;
          if (durations.length < count) requestAnimationFrame(frame);
          else resolve();
        };
        requestAnimationFrame(frame);
      });
      return { durations, retrained };
    }, frames + 30);
    // The first frames warm the engine up, as the first moments of any dragging do.
    const durations = measured.durations.slice(30).sort((a, b) => a - b);
    return {
      median: durations[durations.length >> 1]!,
      slowest95: durations[Math.floor(durations.length * 0.95)]!,
      frames: measured.durations.length,
      retrained: measured.retrained,
    };
  } finally {
    await browser.close();
    server.close();
  }
}
