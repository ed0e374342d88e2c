import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** Whether a part of this element can be seen now: on screen, in a visible tab. */
export function useOnScreen(element: RefObject<HTMLElement>): boolean {
  const [near, setNear] = useState(true);
  const [shown, setShown] = useState(true);
  useEffect(() => {
    const watch = () => setShown(document.visibilityState === 'visible');
    document.addEventListener('visibilitychange', watch);
    watch();
    const observer = new IntersectionObserver((entries) =>
      setNear(entries.some(({ isIntersecting }) => isIntersecting)),
    );
    if (element.current) observer.observe(element.current);
    return () => {
      document.removeEventListener('visibilitychange', watch);
      observer.disconnect();
    };
  }, [element]);
  return near && shown;
}
