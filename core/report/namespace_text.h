/* The namespaces that a call made or entered: -e namespace=new. */
#pragma once

struct syscall;
struct text;

/* " (mnt:[4026532177], net:[4026532180])" after the result of clone, clone3, unshare and setns. */
void namespace_text_add(struct text *text, const struct syscall *syscall);
