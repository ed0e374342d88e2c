import { say } from './notice.ts';

/** How long a page must have loaded nothing before another build takes over, and how long that is waited for at most. */
const quiet = 500;
const patience = 3000;

/**
 * Chromium holds a new worker back for as much as five minutes where a page asks the old one for a file in the very
 * moment of the change, and a page loads more at the reader's first sign of life, which may be this press.
 */
function nothingLoads(): Promise<void> {
  return new Promise((done) => {
    const seen = new PerformanceObserver(() => {
      clearTimeout(timer);
      timer = setTimeout(end, quiet);
    });
    const end = () => {
      seen.disconnect();
      clearTimeout(timer);
      clearTimeout(limit);
      done();
    };
    let timer = setTimeout(end, quiet);
    const limit = setTimeout(end, patience);
    seen.observe({ type: 'resource' });
  });
}

/** How long after a page has loaded the site begins to be kept, in milliseconds: reading comes first. */
const rest = 3000;

/**
 * Lets the browser keep the site for use without a network, once the page has loaded and rested. A new build is offered,
 * never forced: it takes over when the reader says so, or when the last page of the old one is shut.
 */
export function keepForOffline(address: string): void {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return; // not in this browser, or not without a safe connection
  const wasKept = serviceWorker.controller !== null;
  // Whoever saves data is not sent a site that was not asked for.
  const saves =
    (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
  if (saves && !wasKept) return;
  let isOurs = false; // this page has asked for the change

  const begin = () =>
    setTimeout(async () => {
      try {
        const registration = await serviceWorker.register(address);
        const look = () => {
          const { waiting } = registration;
          if (waiting && serviceWorker.controller)
            say('A new version of the course is ready.', {
              label: 'Reload',
              meanwhile: 'One moment…',
              run: async () => {
                isOurs = true;
                await nothingLoads();
                waiting.postMessage('take over');
              },
            });
        };
        look();
        registration.addEventListener('updatefound', () => {
          registration.installing?.addEventListener('statechange', look);
        });
      } catch {
        // No room, or no network: the site works as any other, with one.
      }
    }, rest);
  if (document.readyState === 'complete') begin();
  else addEventListener('load', begin, { once: true });

  serviceWorker.addEventListener('controllerchange', () => {
    if (!wasKept) return; // the first visit: this page is of that build
    if (isOurs) location.reload();
    else
      say(
        'Another tab has taken a new version of the course, and this page is of the one before.',
        {
          label: 'Reload',
          run: () => location.reload(),
        },
      );
  });
}
