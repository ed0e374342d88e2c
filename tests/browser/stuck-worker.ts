import '../../src/training/worker.ts';

// The worker of the course, and besides: a thread that comes to grief when it is told to.
self.addEventListener('message', ({ data }) => {
  if (data === 'throw') throw new Error('thrown on purpose');
  if (data === 'reject') Promise.reject(new Error('rejected on purpose'));
  if (data === 'hang') for (;;);
});
