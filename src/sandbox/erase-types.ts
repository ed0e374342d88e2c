import { transform } from 'sucrase';
import type { Trouble } from './messages.ts';

/** A program without its types, or why it cannot be read. */
export type Erased = { readonly code: string } | { readonly trouble: Trouble };

/**
 * The same program in plain JavaScript, line for line: the types of TypeScript are left out, and nothing is
 * checked by them. With `modules`, `import` and `export` become `require` and `exports`.
 */
export function eraseTypes(text: string, { modules = false } = {}): Erased {
  try {
    const { code } = transform(text, {
      transforms: modules ? ['typescript', 'imports'] : ['typescript'],
      disableESTransforms: true,
      production: true,
    });
    return { code };
  } catch (error) {
    const [, message, line] = /^(.*?)(?: \((\d+):\d+\))?$/s.exec((error as Error).message)!;
    return {
      trouble: {
        kind: 'syntax',
        message: message!.startsWith('SyntaxError') ? message! : `SyntaxError: ${message}`,
        ...(line && { line: Number(line) }),
      },
    };
  }
}
