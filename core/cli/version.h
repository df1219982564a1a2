/* What this program is, and what it was built with: -V. */
#pragma once

/* n_asked: how often -V was given. */
void version_show(int n_asked);
