"""One file a step; its name begins with its number, which is its revision, and they form one chain."""
