using Debye.Tensors;

namespace Debye.Learning.Explanation;

/// <summary>Where the positions of a map lie along the spectrum: position j has its centre at point <c>First + j · Step</c>.</summary>
/// <param name="First">Centre of position 0, in points from 0; may lie before the first point.</param>
/// <param name="Step">Points between the centres, above 0.</param>
public readonly record struct ReceptiveCells(double First, double Step)
{
    /// <summary>Cells of equal width that together cover the spectrum.</summary>
    /// <param name="points">Points of the spectrum, 1 or more.</param>
    /// <param name="positions">Positions of the map, 1 or more.</param>
    public static ReceptiveCells Even(int points, int positions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(positions, 1);
        var step = (double)points / positions;
        return new ReceptiveCells(0.5 * step - 0.5, step);
    }

    /// <summary>Centres of the receptive fields behind convolutions and pooling of a signal; blocks count by their long way.</summary>
    /// <param name="layers">The layers before the map, in order.</param>
    /// <returns>Null where a layer is not known to keep the order of a signal, such as one for images.</returns>
    public static ReceptiveCells? Behind(IEnumerable<Module> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        ReceptiveCells? cells = new ReceptiveCells(0, 1);
        foreach (var layer in layers)
            cells = cells is { } known ? Through(layer, known) : null;
        return cells;
    }

    private static ReceptiveCells? Through(Module layer, ReceptiveCells cells) =>
        layer switch
        {
            Conv1d convolution => cells.Through(convolution.Kernel, convolution.Dilation, convolution.PadLeft, convolution.Stride),
            Pool1d pool => cells.Through(pool.Size, 1, pool.Padding, pool.Stride),
            Activation or BatchNorm or GroupNorm or LayerNorm or Dropout => cells,
            Sequential sequence => sequence.Children.Aggregate(
                (ReceptiveCells?)cells,
                (now, child) => now is { } known ? Through(child.Value, known) : null
            ),
            ResidualBlock block => Through(block.Children.First(child => child.Name == "main").Value, cells),
            _ => null,
        };

    private ReceptiveCells Through(int kernel, int dilation, int padding, int stride) =>
        new(First + Step * (0.5 * (kernel - 1) * dilation - padding), Step * stride);
}
