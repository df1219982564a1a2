/* The roles in which a test of tracing is traced by itself. */
#pragma once

/* Ends the program with the role's status; returns if there is no such role. */
void trace_role_play(const char *name);
