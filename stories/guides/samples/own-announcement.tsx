import { useState } from 'react';
import { useAnnouncer } from '../../../src/components/index.ts';

/** Speaks through the page’s one announcer. The same key is said once. */
export function ExportButton() {
  const announce = useAnnouncer();
  const [count, setCount] = useState(1);

  function finish() {
    announce({ key: `export ${count}`, text: `Export ${count} is ready.`, urgency: 'polite' });
    setCount(count + 1);
  }

  return (
    <button type="button" onClick={finish}>
      Export
    </button>
  );
}
