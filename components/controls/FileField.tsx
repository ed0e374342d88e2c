import './file-field.css';

export interface FileFieldProps {
  readonly label: string;
  readonly accept: string;
  readonly onFile: (file: File) => void;
}

/** A file to open: the browser's own field, lying unseen over what looks like a button. */
export const FileField = ({ label, accept, onFile }: FileFieldProps) => (
  <label class="file-field">
    <input
      type="file"
      accept={accept}
      onChange={(event) => {
        const field = event.currentTarget;
        const file = field.files?.[0];
        if (file) onFile(file);
        field.value = ''; // so that the same file can be opened again
      }}
    />
    <span>{label}</span>
  </label>
);
