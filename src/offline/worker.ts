import { clientsClaim } from 'workbox-core';
import { type PrecacheEntry, precacheAndRoute } from 'workbox-precaching';

/**
 * The site without a network: this thread keeps every page, script, style, face and the search's index of one build, by its
 * content, and answers from there. A new build is fetched whole beside the old one and waits; it takes over when the
 * reader says so, or when no page of the old one is open any more. So no page is ever made of two builds.
 */
declare const self: Scope;
/** What of a service worker's scope is used here; TypeScript's own types of it do not stand beside those of a page. */
interface Scope {
  readonly registration: { readonly scope: string };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(
    type: 'fetch',
    listener: (event: {
      readonly request: Request;
      respondWith(answer: Promise<Response>): void;
    }) => void,
  ): void;
}
/** Every file of this build with a hash of its content: put in by src/site/offline.ts. */
declare const __FILES__: PrecacheEntry[];

precacheAndRoute(__FILES__, {
  cleanURLs: false,
  // A figure's state stands in the query, and every state is the same page.
  ignoreURLParametersMatching: [/./],
});

self.addEventListener('fetch', (event) => {
  // What is kept was answered above. All else comes from the network, or not at all; a page asked for in vain gets
  // an answer that can be read. Frames are left alone.
  if (event.request.destination !== 'document') return;
  event.respondWith(
    fetch(event.request).catch(() => new Response(unreachable, { status: 503, headers })),
  );
});

// The page of the first visit, too, goes on without a network.
clientsClaim();
self.addEventListener('message', ({ data }) => {
  if (data === 'take over') self.skipWaiting();
});

const headers = { 'content-type': 'text/html;charset=utf-8' };
const unreachable = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Not to be reached</title><h1>This page is not kept on this device</h1>
<p>There is no network, and it was not among the pages that the course keeps. <a href="${self.registration.scope}">To the course</a></p>`;
