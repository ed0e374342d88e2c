import './notice.css';

/** What can be done about it, by a button beside the text. */
export interface NoticeAction {
  readonly label: string;
  readonly run: () => void;
  /** What the button says once it was pressed, if what it does takes a while; it does it once only. */
  readonly meanwhile?: string;
}

/**
 * Says something that concerns the whole site, at the foot of the window, until it is shut: over the page and not in
 * it, so nothing moves. The same is said once a page.
 */
export function say(text: string, action?: NoticeAction): void {
  const notices = place();
  if ([...notices.children].some((other) => other.getAttribute('data-says') === text)) return;
  const notice = document.createElement('div');
  notice.className = 'notice not-content';
  notice.dataset['says'] = text;
  const words = document.createElement('p');
  words.setAttribute('role', 'status');
  const shut = button('Close', () => {
    notice.hidden = true; // it stays as what was said already
  });
  notice.append(words, ...(action ? [actionButton(action)] : []), shut);
  notices.append(notice);
  // A screen reader speaks what changes in a place that it knows already.
  setTimeout(() => {
    words.textContent = text;
  });
}

function actionButton({ label, run, meanwhile }: NoticeAction) {
  const made = button(label, () => {
    if (made.ariaDisabled === 'true') return;
    if (meanwhile) {
      made.textContent = meanwhile;
      made.ariaDisabled = 'true'; // not disabled: the focus stays here
    }
    run();
  });
  return made;
}

function button(label: string, run: () => void) {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = label;
  made.addEventListener('click', run);
  return made;
}

/** Where notices stand, one above the other. */
function place(): Element {
  const found = document.querySelector('.site-notices');
  if (found) return found;
  const made = document.createElement('aside');
  made.className = 'site-notices';
  made.setAttribute('aria-label', 'Notices');
  document.body.append(made);
  return made;
}
