using Debye.Crystals;
using Debye.Learning.Techniques.Pdf;
using Debye.Numerics;
using Debye.Techniques.Pdf;

namespace Debye.Learning.Techniques.Spectra.Images.Pretraining;

/// <summary>Pair distribution functions G(r) of synthetic crystals by some instruments, with noise.</summary>
internal sealed class PairDistributionSpectra : IMaterialSpectra
{
    private const int Instruments = 6;
    private readonly double[][][] _curves;

    /// <param name="crystals">How many crystals.</param>
    /// <param name="random">Decides crystals and instruments.</param>
    public PairDistributionSpectra(int crystals, ref RandomSource random)
    {
        var structures = SyntheticCrystals.Draw(crystals, ref random);
        _curves = new double[structures.Length][][];
        if (structures.Length == 0)
            return;
        var instruments = PdfInstruments.Make(new PdfMeasurementRanges { Instruments = Instruments - 1 }, random.NextBits());
        var engines = instruments.Operators.Select(settings => new PdfEngine(settings)).ToArray();
        for (var c = 0; c < structures.Length; c++)
            _curves[c] = [.. engines.Select(engine => Curve(engine, structures[c]))];
    }

    public int Materials => _curves.Length;

    public IMaterialMeasurement CreateMeasurement() => new Measurement(_curves);

    private static double[] Curve(PdfEngine engine, AsymmetricStructure crystal)
    {
        var curve = new float[engine.Operator!.Grid.Count];
        engine.Load(crystal);
        engine.Render(curve);
        return [.. curve.Select(value => (double)value)];
    }

    private sealed class Measurement(double[][][] curves) : IMaterialMeasurement
    {
        private double[] _values = [];

        public ReadOnlySpan<double> Draw(int material, ref RandomSource random)
        {
            var curve = curves[material][random.NextInt(Instruments)];
            if (_values.Length != curve.Length)
                _values = new double[curve.Length];
            var noise = 0.03 * random.NextDouble() * curve.Max(Math.Abs);
            for (var i = 0; i < curve.Length; i++)
                _values[i] = curve[i] + noise * random.NextNormal();
            return _values;
        }
    }
}
