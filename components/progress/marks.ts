import { onProgress, progress } from './store.ts';

/** Marks the links that lead to chapters already read, `<a data-chapter="…">`, now and after every change. */
export function markRead(): void {
  const show = () => {
    const { read } = progress();
    for (const link of document.querySelectorAll<HTMLElement>('a[data-chapter]')) {
      const isRead = read.includes(link.dataset['chapter'] as string);
      if (isRead === (link.dataset['read'] !== undefined)) continue;
      if (isRead) {
        const words = document.createElement('span');
        words.className = 'sr-only';
        words.textContent = ' (read)';
        link.append(words);
        link.dataset['read'] = '';
      } else {
        link.lastElementChild?.remove();
        delete link.dataset['read'];
      }
    }
  };
  onProgress(show);
  show();
}
