"""Networks trained for 20 steps by PyTorch, in float32 and float64, as golden files for Debye.Tensors.

usage: make_torch_golden.py FOLDER  (needs python3-torch; 1.13 made the files in the repository)

Each file NAME.safetensors holds, in Debye's layout (channels last; Linear weights (in, out); convolution weights
(kernel, in / groups, out)): x, target, weight.* (start), output (float32), gradient64.* (first step, float64),
gradient32_error.* (largest distance of float32's from it), losses32, losses64 (20 each), end32_error.* (largest distance of float32's weights after 20 steps from float64's) and end64.* (float64's weights).
"""
import json
import struct
import sys
from pathlib import Path

import torch
from torch import nn

torch.set_num_threads(1)
STEPS = 20


class LastFlatten(nn.Module):
    """Flattens (batch, channels, length) with channels innermost, as Debye does."""

    def forward(self, x):
        return x.transpose(1, 2).flatten(1)


class Residual(nn.Module):
    def __init__(self, main, shortcut, after):
        super().__init__()
        self.main, self.shortcut, self.after = main, shortcut, after

    def forward(self, x):
        return self.after(self.main(x) + self.shortcut(x))


class GlobalAverage(nn.Module):
    def forward(self, x):
        return x.mean(2)


def mlp():
    return nn.Sequential(nn.Linear(20, 32), nn.BatchNorm1d(32), nn.ReLU(), nn.Linear(32, 16), nn.ELU(), nn.Linear(16, 3))


def pdf():
    return nn.Sequential(
        nn.BatchNorm1d(1, eps=1e-6),
        nn.ConstantPad1d((7, 8), 0.0), nn.Conv1d(1, 16, 16), nn.ReLU(), nn.BatchNorm1d(16, eps=1e-6),
        nn.ConstantPad1d((7, 8), 0.0), nn.Conv1d(16, 16, 16), nn.ReLU(), nn.BatchNorm1d(16, eps=1e-6),
        nn.MaxPool1d(2), LastFlatten(), nn.Linear(20 * 16, 8), nn.ReLU(), nn.BatchNorm1d(8, eps=1e-6), nn.Linear(8, 4))


def residual():
    def block(inputs, outputs, stride):
        main = nn.Sequential(
            nn.Conv1d(inputs, outputs, 3, stride=stride, padding=1), nn.GroupNorm(4, outputs), nn.GELU(),
            nn.Conv1d(outputs, outputs, 3, padding=2, dilation=2, groups=2), nn.GroupNorm(4, outputs))
        shortcut = nn.Conv1d(inputs, outputs, 1, stride=stride)
        return Residual(main, shortcut, nn.Softplus())

    return nn.Sequential(nn.Conv1d(2, 8, 5, padding=2), nn.GELU(), block(8, 8, 1), block(8, 16, 2), nn.AvgPool1d(2), GlobalAverage(), nn.Linear(16, 3))


def to_debye(tensor):
    """Convolution weights (out, in, kernel) → (kernel, in, out), Linear (out, in) → (in, out)."""
    return tensor.detach().permute(*reversed(range(tensor.dim()))).contiguous()


def cross_entropy(output, target):
    weights = torch.tensor([1.0, 2.0, 0.5, 1.5][: output.shape[1]], dtype=output.dtype)
    return nn.functional.cross_entropy(output, target.long(), weight=weights, label_smoothing=0.1)


def huber(output, target):
    return nn.functional.huber_loss(output, target, delta=0.7)


def mse(output, target):
    return nn.functional.mse_loss(output, target)


def adamw(parameters):
    return torch.optim.AdamW(parameters, lr=1e-3, weight_decay=0.01)


def adam(parameters):
    return torch.optim.Adam(parameters, lr=5e-4, weight_decay=1e-4)


def sgd(parameters):
    return torch.optim.SGD(parameters, lr=0.02, momentum=0.9, weight_decay=1e-4)


def train(network, optimiser, loss_of, x, target, record=None):
    optimiser = optimiser(network.parameters())
    losses = []
    for step in range(STEPS):
        optimiser.zero_grad()
        output = network(x)
        loss = loss_of(output, target)
        loss.backward()
        if step == 0 and record is not None:
            record["output"] = output.detach().clone()
            for name, parameter in network.named_parameters():
                record["gradient." + name] = to_debye(parameter.grad.clone())
        optimiser.step()
        losses.append(loss.item())
    return torch.tensor(losses, dtype=torch.float64)


def write(path, tensors):
    header, data = {}, b""
    for name in sorted(tensors):
        tensor = tensors[name].contiguous()
        raw = tensor.numpy().tobytes()
        header[name] = {
            "dtype": {torch.float32: "F32", torch.float64: "F64", torch.int64: "I64"}[tensor.dtype],
            "shape": list(tensor.shape),
            "data_offsets": [len(data), len(data) + len(raw)],
        }
        data += raw
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def make(folder, name, build, optimiser, loss_of, x, target):
    torch.manual_seed(3)
    network = build()
    network64 = build().double()
    network64.load_state_dict({key: value.double() if value.is_floating_point() else value for key, value in network.state_dict().items()})
    signal = x.dim() == 3
    record = {"x": x.transpose(1, 2).contiguous() if signal else x, "target": target}
    for key, parameter in network.named_parameters():
        record["weight." + key] = to_debye(parameter.clone())
    record["losses32"] = train(network, optimiser, loss_of, x, target, record)
    record64 = {}
    exact = target if target.dtype == torch.int64 else target.double()
    record["losses64"] = train(network64, optimiser, loss_of, x.double(), exact, record64)
    ends = dict(network64.named_parameters())
    for key, parameter in network.named_parameters():
        gradient = record64["gradient." + key]
        record["gradient64." + key] = gradient
        record["gradient32_error." + key] = (record.pop("gradient." + key).double() - gradient).abs().max().reshape(1)
        record["end64." + key] = to_debye(ends[key])
        record["end32_error." + key] = (parameter.double() - ends[key]).detach().abs().max().reshape(1)
    write(folder / f"{name}.safetensors", record)


def main():
    folder = Path(sys.argv[1])
    torch.manual_seed(2)
    make(folder, "mlp", mlp, sgd, mse, torch.randn(16, 20), torch.randn(16, 3))
    make(folder, "pdf", pdf, adam, cross_entropy, torch.rand(8, 1, 40), torch.randint(0, 4, (8,)))
    make(folder, "residual", residual, adamw, huber, torch.randn(6, 2, 24), torch.randn(6, 3))


if __name__ == "__main__":
    main()
