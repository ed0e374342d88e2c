import '../prose/figure.css';
import './course.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import {
  isNothing,
  nothing,
  openProgressFile,
  type Progress,
  together,
  writeProgress,
} from '../../src/exchange/progress.ts';
import { FileField } from '../controls/FileField.tsx';
import { downloadText } from '../figures/download.ts';
import { forget, keep, onProgress, progress, putAsideText } from '../progress/store.ts';

/** A file of some megabytes is no progress in this course. */
const LARGEST_FILE = 16_000_000;

/** Takes what is kept along as a file, brings it back from one, or forgets it; asks before anything is replaced. */
export function Keeping() {
  const [here, setHere] = useState<Progress>(nothing);
  const [aside, setAside] = useState<string>();
  const [live, setLive] = useState(false);
  const [offered, setOffered] = useState<{ readonly file: string; readonly progress: Progress }>();
  const [forgetting, setForgetting] = useState(false);
  const [before, setBefore] = useState<Progress>(); // what was replaced or forgotten last
  const [said, setSaid] = useState('');
  const [trouble, setTrouble] = useState('');
  const saidAt = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const look = () => {
      setHere(progress());
      setAside(putAsideText());
    };
    look();
    setLive(true);
    return onProgress(look);
  }, []);

  const begin = () => {
    setOffered(undefined);
    setForgetting(false);
    setTrouble('');
    setSaid('');
    setBefore(undefined);
  };
  const replaceBy = (next: Progress, words: string) => {
    begin();
    setBefore(here);
    if (isNothing(next)) forget();
    else keep(() => next);
    setSaid(words);
  };
  /** Takes an answer, whose button then goes: what is said of it gets the focus, which would be nowhere else. */
  const answer = (act: () => void) => () => {
    act();
    saidAt.current?.focus();
  };
  const exportAll = () => {
    begin();
    const name = downloadText(
      'lines-that-learn-progress.json',
      `${writeProgress(here, true)}\n`,
      'application/json',
    );
    setSaid(`Saved as ${name}.`);
  };
  const open = async (file: File) => {
    begin();
    try {
      if (file.size > LARGEST_FILE)
        throw new Error(
          `expected at most ${LARGEST_FILE / 1e6} MB; got ${(file.size / 1e6).toFixed(1)} MB.`,
        );
      const opened = openProgressFile(await file.text());
      if (isNothing(here)) replaceBy(opened, `${file.name} is here now: ${words(opened)}.`);
      else setOffered({ file: file.name, progress: opened });
    } catch (error) {
      setTrouble(
        `${file.name} was not taken: ${error instanceof Error ? error.message : String(error)}. Nothing has changed.`,
      );
    }
  };

  return (
    <div class="keeping not-content">
      <div class="keeping-buttons">
        <button type="button" disabled={!live || isNothing(here)} onClick={exportAll}>
          Save as a file
        </button>
        <FileField label="Open a file" accept=".json,application/json" onFile={open} />
        <button
          type="button"
          disabled={!live || isNothing(here)}
          onClick={() => {
            begin();
            setForgetting(true);
          }}
        >
          Forget everything
        </button>
      </div>
      <div class="keeping-said" role="status" ref={saidAt} tabIndex={-1}>
        {trouble && <p class="keeping-trouble">{trouble}</p>}
        {said && <p>{said}</p>}
        {forgetting && <p>This device holds {words(here)}. Forget all of it?</p>}
        {offered && (
          <p>
            {offered.file} holds {words(offered.progress)}. This device holds {words(here)}. What
            shall become of that?
          </p>
        )}
      </div>
      {forgetting && (
        <div class="keeping-buttons">
          <button
            type="button"
            class="primary"
            onClick={answer(() => replaceBy(nothing, 'Forgotten.'))}
          >
            Forget {words(here)}
          </button>
          <button type="button" onClick={answer(begin)}>
            Keep it
          </button>
        </div>
      )}
      {offered && (
        <div class="keeping-buttons">
          <button
            type="button"
            class="primary"
            onClick={answer(() =>
              replaceBy(
                together(here, offered.progress),
                `Both are here now: ${words(together(here, offered.progress))}. Where both had something, what was here stayed.`,
              ),
            )}
          >
            Add the file to it
          </button>
          <button
            type="button"
            onClick={answer(() => replaceBy(offered.progress, `Replaced by ${offered.file}.`))}
          >
            Replace it by the file
          </button>
          <button type="button" onClick={answer(begin)}>
            Leave it as it is
          </button>
        </div>
      )}
      {before && !isNothing(before) && (
        <div class="keeping-buttons">
          <button
            type="button"
            onClick={answer(() => replaceBy(before, `Back again: ${words(before)}.`))}
          >
            Bring back what was here
          </button>
        </div>
      )}
      {aside !== undefined && (
        <div class="keeping-aside">
          <p>Something that was kept here could not be read, and was put aside.</p>
          <button
            type="button"
            onClick={() =>
              setSaid(
                `Saved as ${downloadText('lines-that-learn-damaged.txt', aside, 'text/plain')}.`,
              )
            }
          >
            Save what was put aside
          </button>
        </div>
      )}
    </div>
  );
}

/** “3 chapters read, 12 answers, 1 solved exercise and 2 texts” */
function words({ read, answers, solved, texts }: Progress): string {
  const counted = [
    [read.length, 'chapter read', 'chapters read'],
    [Object.keys(answers).length, 'answer', 'answers'],
    [solved.length, 'solved exercise', 'solved exercises'],
    [Object.keys(texts).length, 'text in an editor', 'texts in editors'],
  ] as const;
  const parts = counted
    .filter(([count]) => count > 0)
    .map(([count, one, many]) => `${count} ${count === 1 ? one : many}`);
  if (parts.length === 0) return 'nothing';
  const last = parts.pop() as string;
  return parts.length > 0 ? `${parts.join(', ')} and ${last}` : last;
}
