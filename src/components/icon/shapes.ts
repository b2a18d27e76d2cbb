/** What an icon tells beside the words: the shape says it, not the color alone. */
export interface Shape {
  /** Shown as `data-icon`. */
  readonly name: string;
  /** In a square of 16. */
  readonly path: string;
}

export const critical: Shape = {
  name: 'critical',
  path: 'M5.3 1.5h5.4l3.8 3.8v5.4l-3.8 3.8H5.3l-3.8-3.8V5.3zM8 4.5v4M8 11v.5',
};

export const warning: Shape = { name: 'warning', path: 'M8 1.8 14.8 14H1.2zM8 6.3v3.5M8 11.7v.3' };

export const busy: Shape = { name: 'busy', path: 'M8 1.5A6.5 6.5 0 1 1 1.5 8' };

export const live: Shape = {
  name: 'live',
  path: 'M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM5 8.2l2.1 2.1L11 6.2',
};

export const offline: Shape = {
  name: 'offline',
  path: 'M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM3.4 12.6l9.2-9.2',
};
