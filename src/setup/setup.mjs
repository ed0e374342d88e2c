// Runs before `npm start`, `npm run dev` and `npm test`, on whatever Node the machine has, before
// anything is installed: so plain JavaScript and no dependency.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import process from 'node:process';

const run = (command, args) => {
  console.log(`setup: ${command} ${args.join(' ')}`);
  const shell = process.platform === 'win32'; // npm is a .cmd file there
  return spawnSync(command, args, { stdio: 'inherit', shell }).status === 0;
};
const giveUp = (why) => {
  console.error(`setup: ${why}`);
  process.exit(1);
};

const installed = 'node_modules/.package-lock.json';
const stale = () => statSync(installed).mtimeMs < statSync('package-lock.json').mtimeMs;
if (!existsSync(installed) || stale()) {
  // engine-strict off: the Node that the project runs on is itself one of the packages.
  const options = ['--no-audit', '--no-fund', '--loglevel=error', '--engine-strict=false'];
  if (!run('npm', ['ci', ...options])) giveUp('npm ci failed; its message stands above.');
}

const bringsNode = ['node', 'node.cmd'].some((name) => existsSync(`node_modules/.bin/${name}`));
const [major, minor] = process.versions.node.split('.').map(Number);
if (!bringsNode && (major < 22 || (major === 22 && minor < 12)))
  giveUp(
    `Node ${process.versions.node} is too old, and npm has no Node for ${process.platform}-${process.arch}. Install Node 24 from nodejs.org.`,
  );

if (process.argv.includes('--browser')) {
  const { findBrowser } = await import('./browser.mjs');
  const byApt = () =>
    process.platform === 'linux' &&
    process.getuid?.() === 0 &&
    existsSync('/usr/bin/apt-get') &&
    run('apt-get', ['update', '-qq']) &&
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']);
  const byPlaywright = () => run('npx', ['playwright', 'install', 'chromium', '--no-shell']);
  if (!findBrowser() && !byApt() && !byPlaywright())
    giveUp('no Chromium could be installed. Install one and set CHROMIUM to its path.');
  if (!findBrowser()) giveUp('no Chromium was found. Set CHROMIUM to its path.');
}
