using Debye.Tensors;

namespace Debye.Learning.Networks;

/// <summary>
/// The network of space groups from pair distribution functions: one or more towers of two wide convolutions on one normalised input.
/// </summary>
/// <remarks>
/// Input → BN → towers of (Conv → ReLU → BN) for each number of filters → maximum over pairs → dropout → dense → ReLU → BN → dropout;
/// their outputs together → dense → classes. One tower is the network of the exercise, three are the published ensemble.
/// Source: C.-H. Liu, Y. Tao, D. Hsu, Q. Du, S. J. L. Billinge, Acta Cryst. A75, 633 (2019), doi 10.1107/S2053273319005606.
/// </remarks>
public sealed record TowerNetworkDescription
{
    private const float Epsilon = 1e-6f;
    private const int Pool = 2;

    /// <summary>Length of an example, 2…1,000,000.</summary>
    public int Length { get; init; } = 209;

    /// <summary>Number of classes, 1…65,536.</summary>
    public int Classes { get; init; } = 8;

    /// <summary>Number of towers, 1…64.</summary>
    public int Towers { get; init; } = 1;

    /// <summary>Filters of each convolution of a tower.</summary>
    public int[] Filters { get; init; } = [256, 64];

    /// <summary>Taps of a convolution, 1…1024.</summary>
    public int Kernel { get; init; } = 32;

    /// <summary>Width of the dense layer of a tower, 1…65,536.</summary>
    public int Hidden { get; init; } = 128;

    /// <summary>Dropout, 0…0.9.</summary>
    public double Dropout { get; init; } = 0.5;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Validate()
    {
        if (Length is < Pool or > 1_000_000)
            throw new ArgumentOutOfRangeException(nameof(Length), Length, "Expected 2…1,000,000.");
        if (Classes is < 1 or > 65536)
            throw new ArgumentOutOfRangeException(nameof(Classes), Classes, "Expected 1…65,536.");
        if (Towers is < 1 or > 64)
            throw new ArgumentOutOfRangeException(nameof(Towers), Towers, "Expected 1…64.");
        if (Kernel is < 1 or > 1024)
            throw new ArgumentOutOfRangeException(nameof(Kernel), Kernel, "Expected 1…1024.");
        if (Hidden is < 1 or > 65536)
            throw new ArgumentOutOfRangeException(nameof(Hidden), Hidden, "Expected 1…65,536.");
        if (Dropout is < 0 or > 0.9)
            throw new ArgumentOutOfRangeException(nameof(Dropout), Dropout, "Expected 0…0.9.");
        if (Filters is null || Filters.Length == 0 || Array.Exists(Filters, count => count is < 1 or > 65536))
            throw new ArgumentOutOfRangeException(nameof(Filters), "Expected convolutions of 1…65,536 filters.");
    }

    /// <summary>Builds the network with fresh weights; it maps (batch, length, 1) to (batch, classes).</summary>
    /// <param name="initial">Source of the initial weights.</param>
    /// <param name="dropout">Stream that dropout draws from.</param>
    public Module Build(RandomStream initial, RandomStream dropout)
    {
        Validate();
        Module[] towers = [.. Enumerable.Range(0, Towers).Select(_ => Tower(initial, dropout))];
        return new Sequential(
            new BatchNorm(1, Epsilon),
            towers.Length == 1 ? towers[0] : new SideBySide(towers),
            new Linear(Towers * Hidden, Classes, initial)
        );
    }

    private Sequential Tower(RandomStream initial, RandomStream dropout)
    {
        var modules = new List<Module>();
        var channels = 1;
        foreach (var filters in Filters)
        {
            modules.AddRange([
                new Conv1d(channels, filters, Kernel, initial),
                new Activation(UnaryFunction.Relu),
                new BatchNorm(filters, Epsilon),
            ]);
            channels = filters;
        }

        modules.AddRange([new Pool1d(PoolingKind.Maximum, Pool), new Dropout((float)Dropout, dropout), new Flatten()]);
        modules.AddRange([
            new Linear(Length / Pool * channels, Hidden, initial),
            new Activation(UnaryFunction.Relu),
            new BatchNorm(Hidden, Epsilon),
            new Dropout((float)Dropout, dropout),
        ]);
        return new Sequential([.. modules]);
    }
}
