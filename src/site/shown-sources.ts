const files = import.meta.glob<string>('/src/{data,model,gradient,training}/**/*.ts', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** The text of every file that the course shows, by its path from the project's root. */
export const shownSources: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(files).map(([path, text]) => [path.slice(1), text]),
);
