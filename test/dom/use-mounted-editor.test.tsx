import { render, screen } from '@testing-library/react';
import { StrictMode } from 'react';
import { beforeEach, expect, test } from 'vitest';
import { useMountedEditor, type WireSocketDocument } from '../../src/index.ts';
import { createTestDocument } from '../../src/testing/index.ts';

/** What every editor was told, in order. */
let log: string[] = [];
let made = 0;

beforeEach(() => {
  log = [];
  made = 0;
});

interface EditorProps {
  readonly document: WireSocketDocument;
  readonly canEdit: boolean;
}

/** An editor that leaves its toolbar behind, as some do. */
function Editor({ document, canEdit }: EditorProps) {
  const host = useMountedEditor(document, canEdit, (element) => {
    made += 1;
    const name = `${document.name} ${made}`;
    log.push(`${name} in ${element.childNodes.length} others`);
    element.append(name);
    return {
      setEditable: (is) => log.push(`${name} ${is ? 'on' : 'off'}`),
      destroy: () => log.push(`${name} destroyed`),
    };
  });
  return <div ref={host} data-testid="host" />;
}

const one = createTestDocument({ name: 'one' });
const two = createTestDocument({ name: 'two' });
const shown = () => screen.getByTestId('host').textContent;

test('one editor for a document, however often it renders, told at once whether anybody may write', () => {
  const { rerender, unmount } = render(<Editor document={one} canEdit={false} />);
  rerender(<Editor document={one} canEdit={false} />);
  rerender(<Editor document={one} canEdit />);
  expect(log).toEqual(['one 1 in 0 others', 'one 1 off', 'one 1 on']);
  unmount();
  expect(log.slice(3)).toEqual(['one 1 destroyed']);
});

test('another one for another document: the first hears nothing any more and leaves nothing behind', () => {
  const { rerender } = render(<Editor document={one} canEdit={false} />);
  log = [];
  rerender(<Editor document={two} canEdit />);
  expect(log).toEqual(['one 1 destroyed', 'two 2 in 0 others', 'two 2 on']);
  expect(shown()).toBe('two 2');
});

test('where React mounts twice, it is one that is there in the end', () => {
  render(
    <StrictMode>
      <Editor document={one} canEdit />
    </StrictMode>,
  );
  expect(log).toEqual(['one 1 in 0 others', 'one 1 on', 'one 1 destroyed', 'one 2 in 0 others', 'one 2 on']);
  expect(shown()).toBe('one 2');
});
