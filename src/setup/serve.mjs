// Serves the built site as a static host does: compressed, with the headers of `public/_headers`,
// with its own 404 page, and under a base path if it was built for one. `astro preview` does none
// of the first three, and what is measured and tested should be what readers get.
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, resolve, sep } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import compression from 'compression';
import sirv from 'sirv';

const project = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Reads the `_headers` format that static hosts share: a line with a path, under it indented
 * `Name: value` lines; `*` stands for any rest, `:word` for one segment, `#` opens a comment.
 * Throws on a line that is none of these.
 *
 * @param {string} text
 * @returns {{ pattern: RegExp, headers: [string, string][] }[]}
 */
export function parseHeaders(text) {
  const rules = [];
  text.split('\n').forEach((line, i) => {
    if (/^\s*(#|$)/.test(line)) return;
    const header = /^\s+([\w-]+):\s*(.+?)\s*$/.exec(line);
    if (/^\/\S*\s*$/.test(line)) rules.push({ pattern: toPattern(line.trim()), headers: [] });
    else if (header && rules.length > 0) rules.at(-1).headers.push([header[1], header[2]]);
    else throw new Error(`_headers, line ${i + 1}: expected a path or a header, got "${line}".`);
  });
  return rules;
}

function toPattern(path) {
  const literal = path.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${literal.replace(/\/:\w+/g, '/[^/]+').replace(/\*/g, '.*')}$`);
}

/**
 * The headers of one address. Hosts differ on what two rules for one header mean (some join the
 * values, some let one win), so that is an error here.
 *
 * @param {ReturnType<typeof parseHeaders>} rules
 * @param {string} path from the site's root, without the base
 */
export function headersFor(rules, path) {
  const found = new Map();
  for (const { pattern, headers } of rules) {
    if (!pattern.test(path)) continue;
    for (const [name, value] of headers) {
      if (found.has(name)) throw new Error(`_headers: two rules give ${path} a ${name}.`);
      found.set(name, value);
    }
  }
  return found;
}

/**
 * Answers the requests for a built site.
 *
 * @param {string} directory what `astro build` wrote
 * @param {string} base the path it was built for, `/` or `/name/`
 * @returns {import('node:http').RequestListener}
 */
export function site(directory, base) {
  const root = resolve(directory);
  if (!existsSync(join(root, 'index.html')))
    throw new Error(
      `there is no built site in ${root}. Run \`npm start\`, which builds and serves it, or \`npm run build\`.`,
    );
  const headersFile = join(root, '_headers');
  const rules = existsSync(headersFile) ? parseHeaders(readFileSync(headersFile, 'utf8')) : [];
  const compress = compression({ threshold: 256 });
  // "dev" reads the disk at every request, so that a new build is served without a new start.
  const files = sirv(root, { dev: true, etag: true });
  const notFound = join(root, '404.html');

  return (request, response) => {
    const address = URL.parse(`http://localhost${request.url}`);
    if (!address) return response.writeHead(400).end('This address cannot be read.\n');
    const { pathname, search } = address;
    const redirect = (to) => response.writeHead(302, { location: to + search }).end();
    if (!pathname.startsWith(base)) {
      if (pathname === '/' || `${pathname}/` === base) return redirect(base);
      return response.writeHead(404).end(`Not found: this site stands under ${base}\n`);
    }
    const path = pathname.slice(base.length - 1);
    if (!path.endsWith('/') && isPage(root, path)) return redirect(`${base}${path.slice(1)}/`);
    try {
      for (const [name, value] of headersFor(rules, path)) response.setHeader(name, value);
    } catch (error) {
      return response.writeHead(500).end(`${error.message}\n`);
    }
    compress(request, response, () => {
      request.url = path;
      files(request, response, () => {
        response.writeHead(404, { 'content-type': 'text/html;charset=utf-8' });
        if (existsSync(notFound)) createReadStream(notFound).pipe(response);
        else response.end('Not found\n');
      });
    });
  };
}

/** Whether a path without its closing slash names a page of this site. */
function isPage(root, path) {
  try {
    const page = join(root, decodeURIComponent(path), 'index.html');
    return page.startsWith(root + sep) && existsSync(page);
  } catch {
    return false; // a broken percent sign
  }
}

/**
 * Listens on this machine only (both its names) unless a host is given; goes on to the next port
 * while one is taken. Resolves to the port and a function that stops it.
 *
 * @param {import('node:http').RequestListener} listener
 * @param {{ port?: number, host?: string }} options port 0 is any free one
 */
export async function listen(listener, { port = 4321, host } = {}) {
  const hosts = host === undefined ? ['127.0.0.1', '::1'] : [host];
  for (let candidate = port; ; candidate++) {
    const servers = [];
    const close = () => {
      for (const server of servers) server.close().closeAllConnections();
    };
    try {
      for (const each of hosts) {
        const taken = servers[0]?.address().port ?? candidate;
        const server = await open(listener, taken, each);
        if (server) servers.push(server);
      }
      return { port: servers[0].address().port, close };
    } catch (error) {
      close();
      if (error.code !== 'EADDRINUSE' || candidate >= port + 100) throw error;
    }
  }
}

function open(listener, port, host) {
  const server = createServer(listener);
  return new Promise((done, fail) => {
    server.once('error', (error) => {
      const noIpv6 = host === '::1' && ['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(error.code);
      noIpv6 ? done(undefined) : fail(error);
    });
    server.listen({ port, host, ipv6Only: host === '::1' }, () => done(server));
  });
}

async function main() {
  const args = process.argv.slice(2);
  // `--host` alone means every interface, as it does for `astro dev`.
  if (args.at(-1) === '--host') args.push('0.0.0.0');
  const { values } = parseArgs({
    args,
    options: { dir: { type: 'string' }, port: { type: 'string' }, host: { type: 'string' } },
  });
  const asked = values.port ?? process.env.PORT ?? '4321';
  const port = Number(asked);
  if (!/^\d+$/.test(asked) || port > 65535)
    throw new Error(`a port is a whole number from 0 to 65535; got "${asked}".`);
  const base = `/${process.env.BASE ?? ''}/`.replace(/\/+/g, '/');
  const listener = site(values.dir ?? join(project, 'dist'), base);
  const server = await listen(listener, { port, host: values.host });
  const name = values.host === undefined || values.host === '0.0.0.0' ? 'localhost' : values.host;
  if (port !== 0 && server.port !== port) console.log(`Port ${port} is taken.`);
  console.log(`Lines That Learn: http://${name}:${server.port}${base}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main().catch((error) => {
    console.error(`serve: ${error.message}`);
    process.exit(1);
  });
}
