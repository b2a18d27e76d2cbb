import { addons } from 'storybook/manager-api';

addons.setConfig({
  layoutCustomisations: {
    /** Live stories bring their own controls and timeline, and need the height. */
    showPanel: ({ storyId }, otherwise) => (storyId?.startsWith('live-') ? false : otherwise),
  },
});
