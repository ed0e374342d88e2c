import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

// The store as a page has it: loaded afresh for each test, over the browser's own storage.

type Store = typeof import('../../components/progress/store.ts');

let store: Store;
let visits = 0;
beforeEach(async () => {
  localStorage.clear();
  await reload();
});
afterEach(() => {
  vi.restoreAllMocks();
  document.querySelector('.site-notices')?.remove();
});

async function reload() {
  document.querySelector('.site-notices')?.remove();
  // Another address is another module, which knows nothing of the one before.
  store = await import(/* @vite-ignore */ `/components/progress/store.ts?visit=${++visits}`);
}

const stored = () => JSON.parse(localStorage.getItem('lines-that-learn') ?? 'null');
const notices = async () => {
  await new Promise((done) => setTimeout(done, 20));
  return [...document.querySelectorAll('.site-notices [role=status]')].map(
    ({ textContent }) => textContent,
  );
};
const deny = (method: 'getItem' | 'setItem' | 'removeItem', name: string) =>
  vi.spyOn(Storage.prototype, method).mockImplementation(() => {
    throw new DOMException('denied', name);
  });

describe('what is kept on the device', () => {
  it('is nothing on a first visit, and nothing is written by looking', () => {
    expect(store.readAnswer('loss/coin')).toBeUndefined();
    expect(store.readText('own-backward')).toBeUndefined();
    expect(store.isSolved('own-backward')).toBe(false);
    expect(store.isRead('loss')).toBe(false);
    expect(localStorage.length).toBe(0);
  });

  it('is there again after a reload: chapters, guesses, solutions, texts', async () => {
    expect(store.keepRead('loss')).toBe(true);
    store.keepGuess('loss/coin', '0.5', false);
    store.keepGuess('loss/coin', '0.7', true);
    store.keepGuess('loss/coin', '0.6', false);
    store.keepSolved('own-backward');
    store.keepText('own-backward', 'mine');
    await reload();
    expect(store.isRead('loss')).toBe(true);
    expect(store.readAnswer('loss/coin')).toEqual({
      guess: '0.6',
      right: false,
      guesses: 3,
      rightAt: 2,
    });
    expect(store.isSolved('own-backward')).toBe(true);
    expect(store.readText('own-backward')).toBe('mine');
    expect(await notices()).toEqual([]);
  });

  it('lies in one place, with its version, which is gone when all is forgotten', () => {
    store.keepText('own-backward', 'mine');
    expect(Object.keys(localStorage)).toEqual(['lines-that-learn']);
    expect(stored()).toMatchObject({ format: 'lines-that-learn/progress', version: 2 });
    store.keepText('own-backward', undefined);
    expect(localStorage.length).toBe(0);
    store.keepRead('loss');
    store.forget();
    expect(localStorage.length).toBe(0);
    expect(store.isRead('loss')).toBe(false);
  });

  it('takes over what earlier versions had kept in two places', async () => {
    localStorage.setItem(
      'lines-that-learn',
      '{"version":1,"answers":{"loss/coin":{"guess":"0.7","right":true}}}',
    );
    localStorage.setItem('lines-that-learn/code', '{"version":1,"texts":{"own-backward":"mine"}}');
    expect(store.readAnswer('loss/coin')?.rightAt).toBe(1);
    expect(store.readText('own-backward')).toBe('mine');
    expect(Object.keys(localStorage)).toEqual(['lines-that-learn']);
    await reload();
    expect(store.readText('own-backward')).toBe('mine');
    expect(await notices()).toEqual([]);
  });

  it('what another tab has written since is not lost by writing', () => {
    store.keepRead('loss');
    const there = stored();
    localStorage.setItem('lines-that-learn', JSON.stringify({ ...there, solved: ['collapse'] }));
    store.keepRead('batch');
    expect(stored()).toMatchObject({ read: ['loss', 'batch'], solved: ['collapse'] });
  });

  it('a change in another tab is told, and taken over', async () => {
    const heard = vi.fn();
    const end = store.onProgress(heard);
    const frame = document.createElement('iframe'); // a tab of its own, as far as storage goes
    document.body.append(frame);
    frame.contentWindow?.localStorage.setItem(
      'lines-that-learn',
      '{"format":"lines-that-learn/progress","version":2,"read":["loss"]}',
    );
    await vi.waitFor(() => expect(heard).toHaveBeenCalledWith('another tab'));
    expect(store.isRead('loss')).toBe(true);
    frame.contentWindow?.localStorage.clear();
    await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(2));
    expect(store.isRead('loss')).toBe(false);
    end();
    store.keepRead('loss');
    expect(heard).toHaveBeenCalledTimes(2);
    frame.remove();
  });
});

describe('case 35: the course works on, and says so once', () => {
  it.each(['SecurityError', 'QuotaExceededError'])('with storage that throws %s', async (error) => {
    deny('setItem', error);
    if (error === 'SecurityError') {
      deny('getItem', error);
      deny('removeItem', error);
    }
    expect(store.readAnswer('loss/coin')).toBeUndefined();
    expect(await notices()).toEqual([]); // nothing was lost yet
    expect(store.keepGuess('loss/coin', '0.7', true)).toBe(false);
    expect(store.keepText('own-backward', 'mine')).toBe(false);
    expect(store.readAnswer('loss/coin')?.guess).toBe('0.7');
    expect(store.readText('own-backward')).toBe('mine');
    const said = await notices();
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(error === 'SecurityError' ? 'does not allow' : 'no room');
    store.forget();
    expect(store.readText('own-backward')).toBeUndefined();
  });

  it('with room again, what could not be kept is kept', () => {
    const full = deny('setItem', 'QuotaExceededError');
    store.keepText('own-backward', 'mine');
    full.mockRestore();
    expect(store.keepRead('loss')).toBe(true);
    expect(stored()).toMatchObject({ read: ['loss'], texts: { 'own-backward': 'mine' } });
  });

  it.each([
    '{',
    'null',
    '[]',
    '{"version":1,"answers":5}',
    '{"version":0}',
    '{"format":"lines-that-learn/progress","version":2,"read":["loss"],"texts":{"own-backward":5}}',
  ])('with %s in it: what can be read stays, the whole is put aside', async (damaged) => {
    localStorage.setItem('lines-that-learn', damaged);
    expect(store.readText('own-backward')).toBeUndefined();
    expect(store.isRead('loss')).toBe(damaged.includes('loss'));
    expect(await notices()).toEqual([expect.stringContaining('cannot be read')]);
    expect(store.putAsideText()).toBe(damaged);
    store.keepText('own-backward', 'mine');
    await reload();
    expect(store.readText('own-backward')).toBe('mine');
    expect(store.putAsideText()).toBe(damaged);
    expect(await notices()).toEqual([]); // once is enough
  });

  it('with the memory of a later version, which it leaves as it is', async () => {
    const later = '{"format":"lines-that-learn/progress","version":3,"leaves":["loss"]}';
    localStorage.setItem('lines-that-learn', later);
    expect(store.isRead('loss')).toBe(false);
    expect(store.keepRead('loss')).toBe(false);
    expect(store.keepRead('batch')).toBe(false);
    expect(store.isRead('loss')).toBe(true);
    expect(localStorage.getItem('lines-that-learn')).toBe(later);
    expect(await notices()).toEqual([expect.stringContaining('newer version')]);
  });

  it('a text that is too long is not kept, which is said; the one before it stays', async () => {
    store.keepText('own-backward', 'mine');
    expect(store.keepText('own-backward', 'x'.repeat(50_001))).toBe(false);
    expect(store.readText('own-backward')).toBe('mine');
    expect(await notices()).toEqual([expect.stringContaining('50,000')]);
  });
});
