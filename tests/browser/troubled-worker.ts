import { expose } from 'comlink';

// Threads that are not what they should be; which one, its name says.
const answers = {
  'answers with what cannot be posted': () => () => {},
  'answers with an error': () => {
    throw new RangeError('refused on purpose');
  },
  'rejects with something that is no error': () => Promise.reject('no error'),
};
if (self.name === 'throws when it starts') throw new Error('no start on purpose');
if (Object.hasOwn(answers, self.name))
  expose({
    begin() {},
    ping: () => true,
    advance: answers[self.name as keyof typeof answers],
  });
if (self.name === 'refuses the run')
  expose({
    begin() {
      throw new Error('no run on purpose');
    },
    ping: () => true,
    advance: () => new Promise(() => {}),
  });
