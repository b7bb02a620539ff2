using System.Numerics;

namespace Debye.Techniques.Eis.Series;

/// <summary>
/// One weighted spectrum against sums of terms: with time constants and exponents given, amplitudes follow by linear least squares
/// and only the rest is searched. Keeps its buffers.
/// </summary>
/// <remarks>
/// Variable projection with the derivative of L. Kaufman, BIT 15, 49 (1975), doi 10.1007/BF01932995, after G. H. Golub, V. Pereyra,
/// SIAM J. Numer. Anal. 10, 413 (1973), doi 10.1137/0710036. Orthogonalisation by modified Gram–Schmidt with the data as last column.
/// Amplitudes outside their limits are held at the limit and the others solved again.
/// </remarks>
internal sealed class SeriesProblem
{
    /// <summary>Largest number of terms.</summary>
    public const int MaxTerms = 16;

    private readonly double[] _triangle = new double[MaxTerms * MaxTerms];
    private readonly double[] _right = new double[MaxTerms];
    private readonly int[] _free = new int[MaxTerms];
    private readonly double[] _fixed = new double[MaxTerms];
    private double[] _columns = [];
    private double[] _target = [];
    private double[] _residual = [];
    private double[] _orthogonal = [];
    private double[] _slopes = [];
    private double[] _weights = [];

    /// <summary>Frequencies of the spectrum.</summary>
    public FrequencyGrid Grid { get; private set; } = null!;

    /// <summary>Length of a column.</summary>
    public int Stride => 2 * Grid.PaddedCount;

    /// <summary>Weighted data minus model, of the last evaluation.</summary>
    public ReadOnlySpan<double> Residual => _residual.AsSpan(0, Stride);

    /// <summary>The weights.</summary>
    public ReadOnlySpan<double> Weights => _weights.AsSpan(0, Stride);

    /// <summary>Derivative of the residual by a coordinate, amplitudes following, of the last evaluation with slopes.</summary>
    public Span<double> Slope(int coordinate) => _slopes.AsSpan(coordinate * Stride, Stride);

    /// <summary>Weighted shape of a term.</summary>
    public ReadOnlySpan<double> Shape(int term) => _columns.AsSpan(term * Stride, Stride);

    /// <summary>Takes a spectrum.</summary>
    /// <param name="grid">Frequencies.</param>
    /// <param name="impedanceOhm">Impedances.</param>
    /// <param name="weights">1/σ of the real parts, then of the imaginary parts, unpadded.</param>
    public void Load(FrequencyGrid grid, ReadOnlySpan<Complex> impedanceOhm, ReadOnlySpan<double> weights)
    {
        Grid = grid;
        var (count, padded) = (grid.Count, grid.PaddedCount);
        if (_target.Length < Stride)
        {
            (_target, _residual, _weights) = (new double[Stride], new double[Stride], new double[Stride]);
            (_columns, _orthogonal, _slopes) = (
                new double[MaxTerms * Stride],
                new double[MaxTerms * Stride],
                new double[3 * MaxTerms * Stride]
            );
        }

        _target.AsSpan().Clear();
        _weights.AsSpan().Clear();
        for (var i = 0; i < count; i++)
        {
            (_weights[i], _weights[padded + i]) = (weights[i], weights[count + i]);
            (_target[i], _target[padded + i]) = (impedanceOhm[i].Real * weights[i], impedanceOhm[i].Imaginary * weights[count + i]);
        }
    }

    /// <summary>χ² with the best amplitudes; with slopes, also the derivatives of the residual.</summary>
    /// <param name="terms">The terms, at most 16.</param>
    /// <param name="point">ln τ and a of every term that has them, in the order of the terms.</param>
    /// <param name="amplitudes">Receives the amplitudes.</param>
    /// <param name="withSlopes">Whether derivatives are wanted.</param>
    public double Evaluate(ReadOnlySpan<SeriesTerm> terms, ReadOnlySpan<double> point, Span<double> amplitudes, bool withSlopes)
    {
        WriteShapes(terms, point, withSlopes);
        var free = SolveAmplitudes(terms, amplitudes);
        if (withSlopes)
            Project(terms, amplitudes, free);
        return Columns.Dot(Residual, Residual);
    }

    /// <summary>Derivatives of the model by ln amplitude, ln τ and a of each term, in this order, term by term, amplitudes given.</summary>
    public void Differentiate(ReadOnlySpan<SeriesTerm> terms, ReadOnlySpan<double> point, ReadOnlySpan<double> amplitudes)
    {
        WriteShapes(terms, point, withSlopes: true);
        // From behind, so that no slope is overwritten before it has moved.
        var (place, next) = (0, 0);
        foreach (var term in terms)
            (place, next) = (place + term.Nonlinear, next + 1 + term.Nonlinear);
        for (var k = terms.Length - 1; k >= 0; k--)
        {
            for (var n = 0; n < terms[k].Nonlinear; n++)
            {
                Slope(--place).CopyTo(Slope(--next));
                Columns.Scale(amplitudes[k], Slope(next));
            }

            Shape(k).CopyTo(Slope(--next));
            Columns.Scale(amplitudes[k], Slope(next));
        }
    }

    private void WriteShapes(ReadOnlySpan<SeriesTerm> terms, ReadOnlySpan<double> point, bool withSlopes)
    {
        var place = 0;
        for (var k = 0; k < terms.Length; k++)
        {
            var term = terms[k];
            var lnTau = term.HasTau ? point[place] : 0;
            var exponent = term.HasExponent ? point[place + 1] : term.UpperExponent;
            SeriesShapes.Write(
                term,
                lnTau,
                exponent,
                Grid,
                Weights,
                _columns.AsSpan(k * Stride, Stride),
                withSlopes && term.HasTau ? Slope(place) : default,
                withSlopes && term.HasExponent ? Slope(place + 1) : default
            );
            place += term.Nonlinear;
        }
    }

    /// <summary>Solves for amplitudes; returns how many are free, listed in _free, their orthogonal basis in _orthogonal.</summary>
    private int SolveAmplitudes(ReadOnlySpan<SeriesTerm> terms, Span<double> amplitudes)
    {
        Span<bool> held = stackalloc bool[terms.Length];
        var free = 0;
        for (var round = 0; round <= terms.Length; round++)
        {
            free = 0;
            for (var k = 0; k < terms.Length; k++)
                if (!held[k])
                    _free[free++] = k;
            _target.AsSpan(0, Stride).CopyTo(_residual);
            for (var k = 0; k < terms.Length; k++)
                if (held[k] && _fixed[k] != 0)
                    Columns.Add(-_fixed[k], Shape(k), _residual.AsSpan(0, Stride));
            Orthogonalise(free);
            var isDone = true;
            for (var j = free - 1; j >= 0; j--)
            {
                var value = _right[j];
                for (var l = j + 1; l < free; l++)
                    value -= _triangle[j * MaxTerms + l] * amplitudes[_free[l]];
                amplitudes[_free[j]] = _triangle[j * MaxTerms + j] > 0 ? value / _triangle[j * MaxTerms + j] : 0;
            }

            for (var j = 0; j < free; j++)
            {
                var k = _free[j];
                var limited = Math.Clamp(amplitudes[k], terms[k].Lower, terms[k].Upper);
                if (limited == amplitudes[k])
                    continue;
                (held[k], _fixed[k], isDone) = (true, limited, false);
            }

            if (isDone)
                break;
        }

        for (var k = 0; k < terms.Length; k++)
            if (held[k])
                amplitudes[k] = _fixed[k];
        return free;
    }

    private void Orthogonalise(int free)
    {
        for (var j = 0; j < free; j++)
        {
            var column = _orthogonal.AsSpan(j * Stride, Stride);
            Shape(_free[j]).CopyTo(column);
            var before = Columns.Dot(column, column);
            for (var l = 0; l < j; l++)
            {
                var basis = _orthogonal.AsSpan(l * Stride, Stride);
                var share = Columns.Dot(basis, column);
                _triangle[l * MaxTerms + j] = share;
                Columns.Add(-share, basis, column);
            }

            var after = Columns.Dot(column, column);
            // A column that the others hold already gets no amplitude.
            var norm = after > 1e-28 * before ? Math.Sqrt(after) : 0;
            _triangle[j * MaxTerms + j] = norm;
            if (norm == 0)
            {
                column.Clear();
                _right[j] = 0;
                continue;
            }

            Columns.Scale(1 / norm, column);
            _right[j] = Columns.Dot(column, Residual);
            Columns.Add(-_right[j], column, _residual.AsSpan(0, Stride));
        }
    }

    /// <summary>Turns derivatives of shapes into derivatives of the residual: times -amplitude, less what the amplitudes take up.</summary>
    private void Project(ReadOnlySpan<SeriesTerm> terms, ReadOnlySpan<double> amplitudes, int free)
    {
        var place = 0;
        for (var k = 0; k < terms.Length; k++)
        {
            for (var n = 0; n < terms[k].Nonlinear; n++, place++)
            {
                var slope = Slope(place);
                Columns.Scale(-amplitudes[k], slope);
                for (var j = 0; j < free; j++)
                {
                    var basis = _orthogonal.AsSpan(j * Stride, Stride);
                    Columns.Add(-Columns.Dot(basis, slope), basis, slope);
                }
            }
        }
    }
}
