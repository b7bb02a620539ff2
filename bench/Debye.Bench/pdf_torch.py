"""Training steps of the pair-distribution network in PyTorch, for TensorsBench.

usage: pdf_torch.py THREADS. Reads a number of steps per line from standard input; after each line prints the
milliseconds of every step, separated by blanks. Debian's python3-torch 1.13 is what the reports use.
"""
import sys
import time

import torch
from torch import nn

torch.set_num_threads(int(sys.argv[1]))
torch.manual_seed(1)


class Same(nn.Module):
    """Zero padding of a kernel of 32 that keeps the length."""

    def forward(self, x):
        return nn.functional.pad(x, (15, 16))


network = nn.Sequential(
    nn.BatchNorm1d(1, eps=1e-6),
    Same(), nn.Conv1d(1, 256, 32), nn.ReLU(), nn.BatchNorm1d(256, eps=1e-6),
    Same(), nn.Conv1d(256, 64, 32), nn.ReLU(), nn.BatchNorm1d(64, eps=1e-6),
    nn.MaxPool1d(2), nn.Dropout(0.5), nn.Flatten(),
    nn.Linear(104 * 64, 128), nn.ReLU(), nn.BatchNorm1d(128, eps=1e-6), nn.Dropout(0.5), nn.Linear(128, 8))
optimiser = torch.optim.Adam(network.parameters(), lr=5e-4, weight_decay=2e-5)
signals = torch.rand(32, 1, 209)
targets = torch.arange(32) % 8
print(torch.__version__, sum(p.numel() for p in network.parameters()), flush=True)
for line in sys.stdin:
    times = []
    for _ in range(int(line)):
        start = time.perf_counter()
        optimiser.zero_grad()
        loss = nn.functional.cross_entropy(network(signals), targets)
        loss.backward()
        optimiser.step()
        loss.item()
        times.append(1000 * (time.perf_counter() - start))
    print(*times, flush=True)
