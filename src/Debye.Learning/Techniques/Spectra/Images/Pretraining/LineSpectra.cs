using Debye.Numerics;

namespace Debye.Learning.Techniques.Spectra.Images.Pretraining;

/// <summary>Materials of made-up elements before one made-up instrument; some elements are in all of them.</summary>
internal sealed class LineSpectra : IMaterialSpectra
{
    private const double AlikeShare = 0.4;
    private readonly (double Place, double Intensity)[][] _elements;
    private readonly (int Element, double Amount)[][] _materials;

    /// <param name="materials">How many materials.</param>
    /// <param name="random">Decides elements, materials and instrument.</param>
    public LineSpectra(int materials, ref RandomSource random)
    {
        Instrument = LineInstrument.Draw(ref random);
        _elements = new (double, double)[24 + random.NextInt(40)][];
        for (var e = 0; e < _elements.Length; e++)
            _elements[e] = DrawElement(ref random);
        var everywhere = new (int, double)[1 + random.NextInt(4)];
        for (var i = 0; i < everywhere.Length; i++)
            everywhere[i] = (i, LineInstrument.DrawLog(ref random, 0.3, 3));
        _materials = new (int, double)[materials][];
        for (var m = 0; m < materials; m++)
            _materials[m] =
                m > 0 && random.NextBool(AlikeShare)
                    ? Alike(_materials[random.NextInt(m)], everywhere.Length, ref random)
                    : DrawMaterial(everywhere, ref random);
    }

    public LineInstrument Instrument { get; }

    public int Materials => _materials.Length;

    public IMaterialMeasurement CreateMeasurement() => new Measurement(this);

    private (double, double)[] DrawElement(ref RandomSource random)
    {
        var lines = new (double, double)[(int)LineInstrument.DrawLog(ref random, 2, 70)];
        for (var l = 0; l < lines.Length; l++)
            lines[l] = (Math.Pow(random.NextDouble(), Instrument.Crowding), Math.Exp(1.5 * random.NextNormal()));
        return lines;
    }

    private (int, double)[] DrawMaterial((int, double)[] everywhere, ref RandomSource random)
    {
        var own = new (int, double)[2 + random.NextInt(7)];
        for (var i = 0; i < own.Length; i++)
            own[i] = DrawPart(everywhere.Length, ref random);
        return [.. everywhere, .. own];
    }

    private (int, double) DrawPart(int everywhere, ref RandomSource random) =>
        (everywhere + random.NextInt(_elements.Length - everywhere), Math.Exp(1.2 * random.NextNormal()));

    /// <summary>One or two elements are others, and all amounts a little.</summary>
    private (int, double)[] Alike((int Element, double Amount)[] other, int everywhere, ref RandomSource random)
    {
        (int, double)[] material = [.. other];
        for (var i = everywhere; i < material.Length; i++)
            material[i] = (other[i].Element, other[i].Amount * Math.Exp(0.4 * random.NextNormal()));
        for (var i = 1 + random.NextInt(2); i > 0; i--)
            material[everywhere + random.NextInt(material.Length - everywhere)] = DrawPart(everywhere, ref random);
        return material;
    }

    private sealed class Measurement(LineSpectra spectra) : IMaterialMeasurement
    {
        private readonly double[] _lines = new double[spectra.Instrument.Points];
        private readonly double[] _values = new double[spectra.Instrument.Points];

        public ReadOnlySpan<double> Draw(int material, ref RandomSource random)
        {
            var instrument = spectra.Instrument;
            _lines.AsSpan().Clear();
            AddLines(spectra._materials[material], ref random);
            Background.Add(instrument, _lines, _values, ref random);
            var counts = instrument.Counts * Math.Exp(random.NextDouble(-2.3, 1.5));
            CountingNoise.Apply(_values, counts, ref random);
            ToScale(_values, instrument);
            return _values;
        }

        private void AddLines((int Element, double Amount)[] parts, ref RandomSource random)
        {
            var instrument = spectra.Instrument;
            var (stretch, shift) = (1 + 0.0008 * random.NextNormal(), 0.0006 * random.NextNormal());
            var (blur, spread) = (Math.Exp(0.06 * random.NextNormal()), LineInstrument.DrawLog(ref random, 0.02, 0.5));
            foreach (var (element, amount) in parts)
            {
                var strength = amount * Math.Exp(spread * random.NextNormal());
                foreach (var (place, intensity) in spectra._elements[element])
                {
                    var width = blur * instrument.Points * (instrument.FirstWidth + (instrument.LastWidth - instrument.FirstWidth) * place);
                    var centre = (place * stretch + shift) * instrument.Points;
                    var area = strength * intensity * Math.Exp(0.03 * random.NextNormal());
                    if (instrument.IsLorentzian)
                        AddLorentzian(centre, width, area);
                    else
                        AddGaussian(centre, width, area);
                }
            }
        }

        private void AddGaussian(double centre, double width, double area)
        {
            const double reach = 4.5;
            var (height, factor) = (area / (width * Math.Sqrt(2 * Math.PI)), -0.5 / (width * width));
            var last = Math.Min(_lines.Length - 1, (int)(centre + reach * width + 1));
            for (var i = Math.Max(0, (int)(centre - reach * width)); i <= last; i++)
                _lines[i] += height * Math.Exp(factor * (i - centre) * (i - centre));
        }

        private void AddLorentzian(double centre, double width, double area)
        {
            const double reach = 40;
            var height = area / (Math.PI * width);
            var last = Math.Min(_lines.Length - 1, (int)(centre + reach * width + 1));
            for (var i = Math.Max(0, (int)(centre - reach * width)); i <= last; i++)
            {
                var from = (i - centre) / width;
                _lines[i] += height / (1 + from * from);
            }
        }
    }

    private static void ToScale(double[] values, LineInstrument instrument)
    {
        var sum = Math.Max(1, values.Sum());
        for (var i = 0; i < values.Length; i++)
            values[i] = instrument.Scale switch
            {
                IntensityScale.Logarithm => Math.Log(Math.Max(values[i] / sum, instrument.Floor)),
                IntensityScale.Root => Math.Sqrt(values[i] / sum),
                _ => values[i] / sum,
            };
    }
}
