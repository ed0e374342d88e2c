import { existsSync } from 'node:fs';
import { listen, site } from '../../src/setup/serve.mjs';

/** Serves both builds on free ports, as `npm start` would, while the tests run. */
export default async function servers() {
  const root = await listen(site('dist', '/'), { port: 0 });
  process.env['SITE_URL'] = `http://localhost:${root.port}/`;
  const running = [root];
  if (existsSync('dist-base')) {
    const based = await listen(site('dist-base', '/lines-that-learn/'), { port: 0 });
    process.env['BASE_URL'] = `http://localhost:${based.port}/lines-that-learn/`;
    running.push(based);
  }
  return () => {
    for (const server of running) server.close();
  };
}
