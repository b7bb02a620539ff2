using System.Numerics;
using System.Numerics.Tensors;
using Debye.Spectra;

namespace Debye.Techniques.Eis.Relaxation;

/// <summary>The linear problem of a spectrum: min |A x - z|² + λ xᵀM x, x ≥ 0; x in units that make everything of the order of 1.</summary>
internal sealed class RelaxationProblem
{
    private readonly double[] _columns;
    private readonly double[] _target;
    private readonly double[] _weights;

    /// <summary>Prepares columns: R∞, then L and 1/C where asked for, then the basis.</summary>
    public RelaxationProblem(
        ImpedanceSpectrum spectrum,
        BasisFunctions basis,
        RelaxationOptions options,
        bool withInductance,
        bool withCapacitance
    )
    {
        (Points, Basis, WithInductance, WithCapacitance) = (spectrum.Length, basis, withInductance, withCapacitance);
        Extras = 1 + (withInductance ? 1 : 0) + (withCapacitance ? 1 : 0);
        Count = Extras + basis.Count;
        _weights = Weigh(spectrum, options.Weights);
        // Σ w² scale² = N: residuals become those of an impedance of about 1, and λ does not depend on the size of Z.
        Scale = Math.Sqrt(Points / TensorPrimitives.SumOfSquares<double>(_weights));
        (LowestOmega, HighestOmega) = (
            2 * Math.PI * TensorPrimitives.Min(spectrum.FrequencyHertz),
            2 * Math.PI * TensorPrimitives.Max(spectrum.FrequencyHertz)
        );
        _target = new double[2 * Points];
        _columns = new double[Count * 2 * Points];
        for (var i = 0; i < Points; i++)
            FillRow(spectrum, i);
        (GramReal, RightReal) = Products(0);
        (GramImaginary, RightImaginary) = Products(Points);
        Gram = new double[Count * Count];
        TensorPrimitives.Add(GramReal, GramImaginary, Gram);
        Right = new double[Count];
        TensorPrimitives.Add(RightReal, RightImaginary, Right);
        Penalty = new double[Count * Count];
        for (var i = Extras; i < Count; i++)
        for (var j = Extras; j < Count; j++)
            Penalty[i * Count + j] = basis.Penalty(Math.Abs(i - j), options.PenaltyOrder);
    }

    public int Points { get; }

    public BasisFunctions Basis { get; }

    public bool WithInductance { get; }

    public bool WithCapacitance { get; }

    /// <summary>Number of unknowns before those of the basis.</summary>
    public int Extras { get; }

    /// <summary>Number of unknowns.</summary>
    public int Count { get; }

    /// <summary>Ω in one unit of x.</summary>
    public double Scale { get; }

    public double LowestOmega { get; }

    public double HighestOmega { get; }

    /// <summary>AᵀA, and its shares of the real and of the imaginary parts.</summary>
    public double[] Gram { get; }

    public double[] GramReal { get; }

    public double[] GramImaginary { get; }

    /// <summary>Aᵀz and its shares.</summary>
    public double[] Right { get; }

    public double[] RightReal { get; }

    public double[] RightImaginary { get; }

    /// <summary>M; 0 for the unknowns outside the basis.</summary>
    public double[] Penalty { get; }

    /// <summary>A x - z: real parts, then imaginary ones, weighted.</summary>
    public void Residual(ReadOnlySpan<double> x, Span<double> destination)
    {
        TensorPrimitives.Negate(_target, destination);
        for (var k = 0; k < Count; k++)
            if (x[k] != 0)
                TensorPrimitives.MultiplyAdd(_columns.AsSpan(k * 2 * Points, 2 * Points), x[k], destination, destination);
    }

    /// <summary>Aᵀe.</summary>
    public void Project(ReadOnlySpan<double> errors, Span<double> destination)
    {
        for (var k = 0; k < Count; k++)
            destination[k] = TensorPrimitives.Dot<double>(_columns.AsSpan(k * 2 * Points, 2 * Points), errors);
    }

    /// <summary>AᵀA x.</summary>
    public double[] Products(ReadOnlySpan<double> x)
    {
        var products = new double[Count];
        for (var k = 0; k < Count; k++)
            products[k] = TensorPrimitives.Dot(Gram.AsSpan(k * Count, Count), x);
        return products;
    }

    /// <summary>
    /// Σ of (A x - z)² over the real (0) or the imaginary (1) parts, with one unknown outside the basis chosen anew for them.
    /// </summary>
    public double ErrorOfPart(ReadOnlySpan<double> x, int part, ReadOnlySpan<int> refitted)
    {
        var residual = new double[2 * Points];
        Residual(x, residual);
        var error = residual.AsSpan(part * Points, Points);
        foreach (var k in refitted)
        {
            var column = _columns.AsSpan(k * 2 * Points + part * Points, Points);
            var best = Math.Max(0, x[k] - TensorPrimitives.Dot<double>(column, error) / TensorPrimitives.SumOfSquares<double>(column));
            TensorPrimitives.MultiplyAdd(column, best - x[k], error, error);
        }

        return TensorPrimitives.SumOfSquares<double>(error);
    }

    /// <summary>Z of the model, Ω.</summary>
    public Complex[] Model(ReadOnlySpan<double> x)
    {
        var residual = new double[2 * Points];
        Residual(x, residual);
        TensorPrimitives.Add(residual, _target, residual);
        return [.. Enumerable.Range(0, Points).Select(i => new Complex(residual[i], residual[Points + i]) / _weights[i])];
    }

    private static double[] Weigh(ImpedanceSpectrum spectrum, RelaxationWeights kind)
    {
        var weights = new double[spectrum.Length];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = spectrum.ImpedanceOhm[i].Magnitude;
        if (kind == RelaxationWeights.Unit)
            Array.Fill(weights, Math.Sqrt(TensorPrimitives.SumOfSquares<double>(weights) / weights.Length));
        return Array.ConvertAll(weights, value => 1 / value);
    }

    private void FillRow(ImpedanceSpectrum spectrum, int i)
    {
        var omega = 2 * Math.PI * spectrum.FrequencyHertz[i];
        (_target[i], _target[Points + i]) = (spectrum.ImpedanceOhm[i].Real * _weights[i], spectrum.ImpedanceOhm[i].Imaginary * _weights[i]);
        var unit = Scale * _weights[i];
        Set(0, i, unit, 0);
        if (WithInductance)
            Set(1, i, 0, unit * omega / HighestOmega);
        if (WithCapacitance)
            Set(Extras - 1, i, 0, -unit * LowestOmega / omega);
        var (offsets, factors) = (Basis.Offsets, Basis.Factors);
        var (omegaTau, ratio) = (omega * Math.Exp(Basis.First), Math.Exp(Basis.Step));
        for (var k = 0; k < Basis.Count; k++, omegaTau *= ratio)
        {
            var (real, imaginary) = (0.0, 0.0);
            for (var q = 0; q < offsets.Length; q++)
            {
                var u = omegaTau * offsets[q];
                var part = factors[q] / (1 + u * u);
                real += part;
                imaginary -= part * u;
            }

            Set(Extras + k, i, unit * real, unit * imaginary);
        }
    }

    private void Set(int column, int row, double real, double imaginary) =>
        (_columns[column * 2 * Points + row], _columns[column * 2 * Points + Points + row]) = (real, imaginary);

    private (double[] Gram, double[] Right) Products(int from)
    {
        var (gram, right) = (new double[Count * Count], new double[Count]);
        for (var i = 0; i < Count; i++)
        {
            var column = _columns.AsSpan(i * 2 * Points + from, Points);
            right[i] = TensorPrimitives.Dot<double>(column, _target.AsSpan(from, Points));
            for (var j = 0; j <= i; j++)
            {
                var product = TensorPrimitives.Dot<double>(column, _columns.AsSpan(j * 2 * Points + from, Points));
                (gram[i * Count + j], gram[j * Count + i]) = (product, product);
            }
        }

        return (gram, right);
    }
}
