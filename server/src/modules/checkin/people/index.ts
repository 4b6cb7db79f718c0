export { readPeopleFile, readPeopleOfRoot } from './kept-people.js';
export { createPeopleCutter, type PeopleCutter } from './people-cut.js';
export { createPeoplePages } from './people-page.js';
export { peopleRoutes } from './people-routes.js';
export { readSearchKey } from './search-key.js';
