namespace Debye.Techniques.Eis.Circuits;

/// <summary>Buffers for evaluating one circuit on one grid: results, and what lies between. One for each thread.</summary>
/// <remarks>All rows are as long as the padded grid; what lies behind <see cref="FrequencyGrid.Count"/> repeats the last point.</remarks>
public sealed class CircuitWorkspace
{
    private readonly double[] _nodes;
    private readonly double[] _derivativeReal;
    private readonly double[] _derivativeImaginary;

    /// <summary>Creates the buffers.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="grid">The frequencies.</param>
    public CircuitWorkspace(Circuit circuit, FrequencyGrid grid)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentNullException.ThrowIfNull(grid);
        (Circuit, Grid) = (circuit, grid);
        _nodes = new double[4 * circuit.NodeCount * grid.PaddedCount];
        _derivativeReal = new double[circuit.Parameters.Length * grid.PaddedCount];
        _derivativeImaginary = new double[_derivativeReal.Length];
    }

    /// <summary>The circuit.</summary>
    public Circuit Circuit { get; }

    /// <summary>The frequencies.</summary>
    public FrequencyGrid Grid { get; }

    /// <summary>Z′, Ω.</summary>
    public ReadOnlySpan<double> Real => NodeReal(Circuit.NodeCount - 1);

    /// <summary>Z″, Ω.</summary>
    public ReadOnlySpan<double> Imaginary => NodeImaginary(Circuit.NodeCount - 1);

    /// <summary>∂Z′/∂p of a parameter, Ω per its unit.</summary>
    public ReadOnlySpan<double> DerivativeReal(int parameter) => Row(_derivativeReal, parameter);

    /// <summary>∂Z″/∂p of a parameter, Ω per its unit.</summary>
    public ReadOnlySpan<double> DerivativeImaginary(int parameter) => Row(_derivativeImaginary, parameter);

    internal Span<double> NodeReal(int node) => Row(_nodes, 4 * node);

    internal Span<double> NodeImaginary(int node) => Row(_nodes, 4 * node + 1);

    /// <summary>Real part of ∂Z/∂Z(node).</summary>
    internal Span<double> GainReal(int node) => Row(_nodes, 4 * node + 2);

    internal Span<double> GainImaginary(int node) => Row(_nodes, 4 * node + 3);

    internal Span<double> DerivativesReal(int first, int count) =>
        _derivativeReal.AsSpan(first * Grid.PaddedCount, count * Grid.PaddedCount);

    internal Span<double> DerivativesImaginary(int first, int count) =>
        _derivativeImaginary.AsSpan(first * Grid.PaddedCount, count * Grid.PaddedCount);

    private Span<double> Row(double[] values, int row) => values.AsSpan(row * Grid.PaddedCount, Grid.PaddedCount);
}
