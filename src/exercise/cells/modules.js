// @ts-nocheck It runs in the machine, in plain JavaScript.

/** The modules of the course as functions, each run once, when it is first asked for. */
globalThis.__course = (() => {
  const bodies = new Map();
  const made = new Map();

  /** Where a path leads that is written in a module. */
  const resolve = (from, to) => {
    if (!to.startsWith('.')) return to;
    const path = from.split('/').slice(0, -1);
    for (const step of to.split('/')) {
      if (step === '..') path.pop();
      else if (step !== '.') path.push(step);
    }
    return path.join('/');
  };

  const require = (path) => {
    const known = made.get(path);
    if (known) return known.exports;
    if (!bodies.has(path)) throw new Error(`There is no module ${path}.`);
    const module = { exports: {} };
    made.set(path, module);
    try {
      bodies.get(path)(module.exports, (name) => require(resolve(path, name)), module);
    } catch (error) {
      made.delete(path);
      throw error;
    }
    return module.exports;
  };

  return { define: (path, body) => bodies.set(path, body), require };
})();

/** Calls a function of a module. */
globalThis.__ask = (path, name, args) => __course.require(path)[name](...args);

/** Calls it once with each list of arguments. */
globalThis.__each = (path, name, lists) => {
  const found = __course.require(path)[name];
  return lists.map((list) => found(...list));
};

/** Tries one cell of a page's module. */
globalThis.__attempt = (path, id) =>
  __course.require('src/exercise/cells/desk.ts').attempt(__course.require(path), id);

/** What a module exports under these names: “function” and how many parameters it takes, or another kind. */
globalThis.__look = (path, names) =>
  names.map((name) => {
    const found = __course.require(path)[name];
    return typeof found === 'function' ? found.length : typeof found;
  });
