import { chromium } from 'playwright';
import { findBrowser } from '../../src/setup/browser.mjs';
import { listen, site } from '../../src/setup/serve.mjs';
import { tasksWhile } from '../pages/tasks.ts';

export interface FrameResult {
  /** Milliseconds of the processor's time of the page's own thread a frame: script, layout and paint. */
  readonly median: number;
  readonly slowest95: number;
  /** The frames, and how many of them showed another whole training than the frame before. */
  readonly frames: number;
  readonly retrained: number;
}

/**
 * Chapter 12's figure in the built site, while its learning rate is dragged: in every frame another
 * rate is set, all 1001 steps are made again, and all four views are drawn.
 */
export async function retrainedFrames(frames: number): Promise<FrameResult> {
  const server = await listen(site('dist', '/'), { port: 0 });
  const browser = await chromium.launch({
    executablePath: findBrowser() ?? '',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
  try {
    // Without the service worker, which keeps the course for later three seconds after a first visit.
    const page = await browser.newPage({
      viewport: { width: 1440, height: 1000 },
      serviceWorkers: 'block',
    });
    await page.goto(`http://localhost:${server.port}/result/`);
    const figure = page.locator('#fig-result');
    await figure.scrollIntoViewIfNeeded();
    await page.waitForFunction(
      () => !document.querySelector('#fig-result astro-island')?.hasAttribute('ssr'),
    );
    await page.waitForTimeout(500);
    const slider = figure.getByRole('slider', { name: /Learning rate/ }).first();
    const drag = (count: number) => slider.evaluate(dragged, count);
    // The first frames warm the engine up, as the first moments of any dragging do.
    await drag(30);
    let retrained = 0;
    const tasks = await tasksWhile(await page.context().newCDPSession(page), async () => {
      retrained = await drag(frames);
    });
    const times = tasks.flatMap(({ frame, time }) => (frame ? [time] : [])).sort((a, b) => a - b);
    return {
      median: times[times.length >> 1]!,
      slowest95: times[Math.floor(times.length * 0.95)]!,
      frames,
      retrained,
    };
  } finally {
    await browser.close();
    server.close();
  }
}

/**
 * Another position of a slider before every frame, to and fro as a hand would, 12 positions each way. Says
 * in how many of the frames the figure's status changed. Runs in the page.
 */
function dragged(element: Element, count: number): Promise<number> {
  const slider = element as HTMLInputElement;
  const status = slider.closest('figure')!.querySelector('[role=status]')!;
  const middle = Number(slider.value);
  let [made, changed, shown] = [0, 0, status.textContent];
  const painted = new MessageChannel();
  return new Promise((resolve) => {
    // As a pointer's movements come: each in a task of its own, before the frame that shows it.
    const move = () => {
      if (status.textContent !== shown) changed += 1;
      shown = status.textContent;
      if (made === count) return resolve(changed);
      const place = made % 48;
      slider.value = String(middle - 12 + Math.min(place, 24) - Math.max(0, place - 24));
      slider.dispatchEvent(new Event('input', { bubbles: true }));
      made += 1;
      requestAnimationFrame(() => painted.port2.postMessage(undefined));
    };
    painted.port1.onmessage = move;
    move();
  });
}
