import './class-mark.css';
import { classPath } from '../../src/figure/symbol.ts';
import { classColour } from '../../src/figure/theme.ts';

/** A class's mark, its colour and its shape, to stand beside its name. */
export const ClassMark = ({ label }: { label: number }) => (
  <svg class="class-mark" viewBox="-8 -8 16 16" aria-hidden="true">
    <path fill={classColour(label)} d={`M0 0${classPath(label, 4.4)}`} />
  </svg>
);
