/**
 * Something is wrong with the thread that trains, not with what was asked of it; the message is
 * written for the reader. After `failed` and `silent`, to call again is to try again: another thread
 * goes on from the last snapshot.
 */
export class SessionError extends Error {
  override readonly name = 'SessionError';
  readonly why: 'failed' | 'silent' | 'closed';
  constructor(why: SessionError['why'], message: string, cause?: unknown) {
    super(message, { cause });
    this.why = why;
  }
}
