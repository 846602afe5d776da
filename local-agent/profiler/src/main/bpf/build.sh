#!/bin/sh
# Compiles the BPF programs into the folder that is given, or to where the product takes them from. Needs clang,
# llvm-strip and the headers of libbpf and Linux: sudo apt-get install clang llvm libbpf-dev. The objects name no folder,
# so that they are the same wherever they are made.
set -eu
here=$(cd "$(dirname "$0")" && pwd -P)
out=${1:-$here/../resources/dev/eyepiece/profiler}
for program in cpu offcpu; do
  (cd "$here" && clang -g -O2 -Wall -Werror -target bpf -D__TARGET_ARCH_x86 -I/usr/include/x86_64-linux-gnu \
    -ffile-prefix-map="$here=." -c "$program.bpf.c" -o "$out/$program.bpf.o")
  llvm-strip -g "$out/$program.bpf.o"
done
