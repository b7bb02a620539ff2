using System.Numerics;
using System.Runtime.Intrinsics;
using Debye.Numerics;
using Debye.Spectra;
using Debye.Techniques.Eis.Circuits;

namespace Debye.Techniques.Eis.Fitting;

/// <summary>One spectrum against one circuit: χ², its gradient and its Gauss–Newton matrix at a point. Keeps its buffers.</summary>
internal sealed class FitProblem : ILeastSquaresProblem
{
    private readonly Circuit _circuit;
    private readonly CircuitFitOptions _options;
    private readonly double[] _parameters;
    private readonly double[] _slopes;
    private double[] _rows = [];
    private double[] _data = [];
    private CircuitWorkspace? _workspace;

    public FitProblem(Circuit circuit, CircuitFitOptions options)
    {
        (_circuit, _options) = (circuit, options);
        Map = new ParameterMap(circuit, options);
        _parameters = new double[circuit.Parameters.Length];
        _slopes = new double[Map.Count];
    }

    public ParameterMap Map { get; }

    /// <inheritdoc/>
    public int Count => Map.Count;

    /// <inheritdoc/>
    public ReadOnlySpan<double> Lower => Map.Lower;

    /// <inheritdoc/>
    public ReadOnlySpan<double> Upper => Map.Upper;

    public FrequencyGrid Grid => _workspace!.Grid;

    private int Padded => Grid.PaddedCount;

    // Rows of _data: measured real and imaginary part, their √w, and the √w before robust weights.
    private Span<double> Data(int row) => _data.AsSpan(row * Padded, Padded);

    // Rows of _rows: deviation (real, imaginary), then the same for every coordinate's slope.
    private Span<double> Row(int row) => _rows.AsSpan(row * Padded, Padded);

    public void Load(ImpedanceSpectrum spectrum)
    {
        if (_workspace is null || !HasFrequencies(spectrum.FrequencyHertz))
        {
            _workspace = new CircuitWorkspace(_circuit, new FrequencyGrid(spectrum.FrequencyHertz));
            _rows = new double[2 * (Map.Count + 1) * Padded];
            _data = new double[6 * Padded];
        }

        for (var i = 0; i < spectrum.Length; i++)
        {
            var value = spectrum.ImpedanceOhm[i];
            if (_options.Quantity == FitQuantity.Admittance)
                value = Complex.Reciprocal(value);
            (Data(0)[i], Data(1)[i]) = (value.Real, value.Imaginary);
            (Data(4)[i], Data(5)[i]) = RootWeights(value, spectrum.Length);
        }

        Data(4).CopyTo(Data(2));
        Data(5).CopyTo(Data(3));
    }

    /// <summary>Values that stay: those of fixed parameters.</summary>
    public void SetFixed(ReadOnlySpan<double> parameters) => parameters.CopyTo(_parameters);

    public void ToParameters(ReadOnlySpan<double> point, Span<double> parameters)
    {
        _parameters.CopyTo(parameters);
        Map.ToParameters(point, parameters);
    }

    public double ChiSquared(ReadOnlySpan<double> point)
    {
        Map.ToParameters(point, _parameters);
        _circuit.Evaluate(_workspace!, _parameters, withDerivatives: false);
        return Deviation();
    }

    /// <summary>χ², half its gradient (Jᵀr) and half its curvature (JᵀJ, all of it).</summary>
    public double Linearise(ReadOnlySpan<double> point, Span<double> gradient, Span<double> curvature)
    {
        Map.ToParameters(point, _parameters);
        _circuit.Evaluate(_workspace!, _parameters, withDerivatives: true);
        var chi = Deviation();
        _rows.AsSpan(2 * Padded).Clear();
        for (var i = 0; i < _parameters.Length; i++)
        {
            if (Map.IsFixed(i))
                continue;
            Map.Slopes(i, point, _slopes);
            var scale = Map.IsLogarithmic(i) ? _parameters[i] : 1;
            for (var k = 0; k < _slopes.Length; k++)
                if (_slopes[k] != 0)
                    AddSlope(i, k, scale * _slopes[k]);
        }

        for (var k = 0; k < Map.Count; k++)
        {
            gradient[k] = Dot(0, 2 + 2 * k);
            for (var l = 0; l <= k; l++)
                curvature[k * Map.Count + l] = curvature[l * Map.Count + k] = Dot(2 + 2 * k, 2 + 2 * l);
        }

        return chi;
    }

    /// <summary>Lowers the weight of measured points that lie far off at a point.</summary>
    public void Reweight(ReadOnlySpan<double> point)
    {
        Data(4).CopyTo(Data(2));
        Data(5).CopyTo(Data(3));
        ChiSquared(point);
        var size = new double[Grid.Count];
        for (var i = 0; i < size.Length; i++)
            size[i] = Math.Sqrt(0.5 * (Row(0)[i] * Row(0)[i] + Row(1)[i] * Row(1)[i]));
        // 0.8326: median of the root mean square of two standard normal deviates.
        var scale = size.Order().ElementAt(size.Length / 2) / 0.8326;
        if (!(scale > 0))
            return;
        for (var i = 0; i < size.Length; i++)
        {
            var factor = Math.Sqrt(RobustWeight(size[i] / scale));
            Data(2)[i] *= factor;
            Data(3)[i] *= factor;
        }
    }

    private double RobustWeight(double deviation) =>
        _options.Loss switch
        {
            RobustLoss.Huber => deviation <= 1.345 ? 1 : 1.345 / deviation,
            RobustLoss.Cauchy => 1 / (1 + deviation * deviation / (2.385 * 2.385)),
            _ => 1,
        };

    private (double Real, double Imaginary) RootWeights(Complex value, int count)
    {
        var modulus = Math.Max(Complex.Abs(value), 1e-150);
        var floor = 1e-4 * modulus;
        return _options.Weights switch
        {
            FitWeights.Unit => (1, 1),
            FitWeights.Modulus => (1 / modulus, 1 / modulus),
            FitWeights.Proportional => (1 / Math.Max(Math.Abs(value.Real), floor), 1 / Math.Max(Math.Abs(value.Imaginary), floor)),
            _ => (1 / (modulus * Math.Sqrt(count)), 1 / (modulus * Math.Sqrt(count))),
        };
    }

    private bool HasFrequencies(ReadOnlySpan<double> frequencyHertz)
    {
        if (Grid.Count != frequencyHertz.Length)
            return false;
        for (var i = 0; i < frequencyHertz.Length; i++)
            if (Grid.OmegaRadianPerSecond[i] != 2 * Math.PI * frequencyHertz[i])
                return false;
        return true;
    }

    private double Deviation()
    {
        var sum = Vector512<double>.Zero;
        for (var i = 0; i < Padded; i += FrequencyGrid.Lanes)
        {
            var model = ComplexVector.Load(_workspace!.Real, _workspace.Imaginary, i);
            if (_options.Quantity == FitQuantity.Admittance)
                model = model.Reciprocal();
            var real = ComplexVector.Load(Data(2), i) * (model.Real - ComplexVector.Load(Data(0), i));
            var imaginary = ComplexVector.Load(Data(3), i) * (model.Imaginary - ComplexVector.Load(Data(1), i));
            new ComplexVector(real, imaginary).Store(Row(0), Row(1), i);
            sum = Vector512.FusedMultiplyAdd(real, real, Vector512.FusedMultiplyAdd(imaginary, imaginary, sum));
        }

        return Vector512.Sum(sum);
    }

    private void AddSlope(int parameter, int coordinate, double scale)
    {
        var real = Row(2 + 2 * coordinate);
        var imaginary = Row(3 + 2 * coordinate);
        var factor = Vector512.Create(scale);
        for (var i = 0; i < Padded; i += FrequencyGrid.Lanes)
        {
            var slope = ComplexVector.Load(_workspace!.DerivativeReal(parameter), _workspace.DerivativeImaginary(parameter), i);
            if (_options.Quantity == FitQuantity.Admittance)
            {
                var admittance = ComplexVector.Load(_workspace.Real, _workspace.Imaginary, i).Reciprocal();
                slope = -Vector512<double>.One * (admittance * admittance * slope);
            }

            new ComplexVector(
                Vector512.FusedMultiplyAdd(factor * ComplexVector.Load(Data(2), i), slope.Real, ComplexVector.Load(real, i)),
                Vector512.FusedMultiplyAdd(factor * ComplexVector.Load(Data(3), i), slope.Imaginary, ComplexVector.Load(imaginary, i))
            ).Store(real, imaginary, i);
        }
    }

    /// <summary>Product of two complex rows; a row's imaginary part follows its real part.</summary>
    private double Dot(int a, int b)
    {
        ReadOnlySpan<double> first = _rows.AsSpan(a * Padded, 2 * Padded);
        ReadOnlySpan<double> second = _rows.AsSpan(b * Padded, 2 * Padded);
        var sum = Vector512<double>.Zero;
        for (var i = 0; i < first.Length; i += FrequencyGrid.Lanes)
            sum = Vector512.FusedMultiplyAdd(ComplexVector.Load(first, i), ComplexVector.Load(second, i), sum);
        return Vector512.Sum(sum);
    }
}
