import './drive.css';
import type { ComponentChildren } from 'preact';

/** A figure's buttons and the one slider that goes with them; on a narrow page always within reach. */
export const Drive = ({ children }: { children: ComponentChildren }) => (
  <div class="drive">{children}</div>
);
