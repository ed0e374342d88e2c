import { say } from './notice.ts';

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
              run: () => {
                isOurs = true;
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
