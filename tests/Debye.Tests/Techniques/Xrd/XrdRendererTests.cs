using Debye.Crystals;
using Debye.Numerics;
using Debye.Spectra;
using Debye.Techniques.Xrd;

namespace Debye.Tests.Techniques.Xrd;

public sealed class XrdRendererTests
{
    [Theory]
    [InlineData(false, 60)]
    [InlineData(true, 60)]
    [InlineData(false, 1500)]
    public void Render_AgreesWithThePlainSum(bool logQ, int peaks)
    {
        var random = new RandomSource(2);
        for (var trial = 0; trial < 10; trial++)
        {
            var imperfections = XrdImperfections.Draw(
                new XrdImperfectionRanges
                {
                    NoiseProbability = 0,
                    BackgroundProbability = 0,
                    HumpProbability = 0,
                },
                ref random
            );
            var grid = logQ ? XrdGrid.LogQ(0.3558, 5.7676, 3001) : XrdGrid.TwoTheta(5, 90, 4096);
            var renderer = new XrdRenderer();
            var (angles, areas) = (new double[peaks], new double[peaks]);
            for (var i = 0; i < peaks; i++)
            {
                (angles[i], areas[i]) = (random.NextDouble(4, 95), Math.Exp(3 * random.NextNormal()));
                renderer.Add(angles[i], areas[i]);
            }

            var fast = new float[grid.Count];
            renderer.Render(grid, imperfections, ref random, fast);
            var plain = Plain(grid, imperfections, angles, areas);
            var largest = plain.Max();
            for (var i = 0; i < grid.Count; i++)
                Math.Abs(fast[i] - plain[i]).ShouldBeLessThan(1e-4 * largest, $"point {i}");
        }
    }

    [Fact]
    public void Render_GaussianSize_HasTheScherrerWidth()
    {
        var profile = XrdProfile.GaussianSize(30);
        var (fwhm, eta) = profile.At(40, 1.5406);
        eta.ShouldBe(0);
        fwhm.ShouldBe(0.9 * 0.15406 / (30 * Math.Cos(20 * Math.PI / 180)) * 180 / Math.PI, 1e-12);
    }

    [Fact]
    public void Profile_PureParts_KeepTheirWidths()
    {
        new XrdProfile
        {
            U = 0,
            V = 0,
            W = 0.01,
            LorentzFwhmDegrees = 0,
        }
            .At(50, 1.54)
            .ShouldBe((0.1, 0));
        var (fwhm, eta) = new XrdProfile
        {
            U = 0,
            V = 0,
            W = 0,
            LorentzFwhmDegrees = 0.2,
        }.At(50, 1.54);
        fwhm.ShouldBe(0.2, 1e-3);
        eta.ShouldBe(1, 1e-3);
        var strained = new XrdProfile
        {
            U = 0,
            V = 0,
            W = 0,
            LorentzFwhmDegrees = 0,
            Microstrain = 0.01,
        }
            .At(60, 1.54)
            .FwhmDegrees;
        strained.ShouldBe(4 * 0.01 * Math.Tan(Math.PI / 6) * 180 / Math.PI, 1e-2);
    }

    [Fact]
    public void Render_Area_IsThatOfThePeak()
    {
        var renderer = new XrdRenderer();
        renderer.Add(50, 3);
        renderer.Add(30, 1);
        var grid = XrdGrid.TwoTheta(5, 95, 9001);
        var values = new float[9001];
        var random = new RandomSource(0);
        renderer.Render(grid, new XrdImperfections { Profile = XrdProfile.GaussianSize(20) }, ref random, values);
        var first = values[..3500].Sum(v => (double)v);
        var second = values[3500..].Sum(v => (double)v);
        (second / first).ShouldBe(3, 1e-4);
        ((double)values.Max()).ShouldBe(1, 2e-3);
    }

    [Fact]
    public void Render_ShiftAndDisplacement_MoveThePeak()
    {
        var renderer = new XrdRenderer();
        renderer.Add(40, 1);
        var grid = XrdGrid.TwoTheta(30, 50, 20001);
        var values = new float[20001];
        var random = new RandomSource(0);
        renderer.Render(
            grid,
            new XrdImperfections
            {
                ZeroShiftDegrees = 0.1,
                DisplacementMillimetre = 0.2,
                GoniometerRadiusMillimetre = 200,
            },
            ref random,
            values
        );
        var expected = 40.1 - 2 * 0.2 / 200 * Math.Cos(20 * Math.PI / 180) * 180 / Math.PI;
        grid[Array.IndexOf(values, values.Max())].ShouldBe(expected, 0.0011);
    }

    [Fact]
    public void Render_Impurity_HasItsShare()
    {
        var renderer = new XrdRenderer();
        renderer.Add(30, 500);
        renderer.BeginImpurity();
        renderer.Add(60, 7);
        var values = new float[8501];
        var random = new RandomSource(0);
        renderer.Render(XrdGrid.TwoTheta(5, 90, 8501), new XrdImperfections { ImpurityShare = 0.1 }, ref random, values);
        ((double)values[5400..5600].Max()).ShouldBe(0.1, 0.002);
    }

    [Fact]
    public void Render_BackgroundAndHump_AreWhatTheySay()
    {
        var renderer = new XrdRenderer();
        var grid = XrdGrid.TwoTheta(10, 90, 1001);
        var values = new float[1001];
        var random = new RandomSource(0);
        renderer.Render(grid, new XrdImperfections { BackgroundCoefficients = [0.5, -0.5], BackgroundHeight = 2 }, ref random, values);
        ((double)values[0]).ShouldBe(2, 1e-6);
        ((double)values[500]).ShouldBe(1, 1e-6);
        ((double)values[1000]).ShouldBe(0, 1e-6);
        renderer.Render(grid, new XrdImperfections { Hump = new AmorphousHump(30, 10, 0.4) }, ref random, values);
        ((double)values[250]).ShouldBe(0.4, 1e-6);
        ((double)values[250 + 62]).ShouldBe(0.2, 0.01);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(5)]
    [InlineData(12.5)]
    [InlineData(300)]
    public void Poisson_MeanAndVariance_AreEqual(double mean)
    {
        var random = new RandomSource(4);
        const int Count = 40000;
        var draws = Enumerable.Range(0, Count).Select(_ => XrdKernels.Poisson(mean, ref random)).ToArray();
        var average = draws.Average();
        average.ShouldBe(mean, 5 * Math.Sqrt(mean / Count));
        draws.Sum(d => (d - average) * (d - average)).ShouldBe(mean * Count, 0.04 * mean * Count);
        draws.ShouldAllBe(d => d >= 0 && d == Math.Floor(d));
    }

    [Fact]
    public void Draw_SameSeed_SamePattern_AndEveryDrawIsValid()
    {
        var ranges = new XrdImperfectionRanges();
        for (ulong seed = 0; seed < 300; seed++)
        {
            var (a, b) = (new RandomSource(seed), new RandomSource(seed));
            var first = XrdImperfections.Draw(ranges, ref a);
            first.Validate();
            Render(first, ref a).ShouldBe(Render(XrdImperfections.Draw(ranges, ref b), ref b));
        }

        static float[] Render(XrdImperfections imperfections, ref RandomSource random)
        {
            var renderer = new XrdRenderer();
            renderer.Add(20, 1);
            renderer.Add(45, 2);
            var values = new float[500];
            renderer.Render(XrdGrid.TwoTheta(5, 90, 500), imperfections, ref random, values);
            values.ShouldAllBe(v => float.IsFinite(v) && v >= 0);
            return values;
        }
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(1)]
    [InlineData(2.5)]
    public void Texture_MeanOverAllDirections_IsOne(double march)
    {
        var texture = new XrdTexture(new Hkl(0, 0, 1), march, Lattice.Cubic(1), ReflectionSymmetry.None);
        const int Count = 20000;
        var sum = 0.0;
        for (var i = 0; i < Count; i++)
        {
            var cos = (i + 0.5) / Count;
            sum += texture.Factor(Math.Sqrt(1 - cos * cos), 0, cos, 1);
        }

        (sum / Count).ShouldBe(1, 1e-4);
    }

    [Fact]
    public void Texture_Family_IsTheMeanOverItsMembers()
    {
        var setting = SpaceGroups.Default(167);
        var random = new RandomSource(1);
        var lattice = PlainDiffraction.RandomLattice(setting.Operations, ref random);
        var symmetry = ReflectionSymmetry.From(setting.Operations);
        var (one, many) = (
            new XrdTexture(new Hkl(1, 0, 2), 0.6, lattice, ReflectionSymmetry.None),
            new XrdTexture(new Hkl(1, 0, 2), 0.6, lattice, symmetry)
        );
        foreach (var h in (Hkl[])[new(1, 0, 2), new(2, 1, 4), new(0, 0, 6), new(1, 1, 0)])
        {
            var g2 = PlainDiffraction.InverseDSquared(lattice, h);
            var members = setting.Operations.Select(o => o.Apply(h)).Select(m => one.Factor(m.H, m.K, m.L, g2)).ToArray();
            many.Factor(h.H, h.K, h.L, g2).ShouldBe(members.Average(), 1e-12);
        }
    }

    [Fact]
    public void Pattern_OfAStructure_HasAxisUnitAndWavelength()
    {
        var silicon = new Structure
        {
            Id = "Si",
            Lattice = Lattice.Cubic(5.431),
            Sites =
            [
                .. PlainDiffraction.Orbit(SpaceGroups.Default(227).Operations, new(0, 0, 0)).Select(p => new Site(new Species(14), p)),
            ],
            KnownOperations = SpaceGroups.Default(227).Operations,
        };
        silicon.Sites.Length.ShouldBe(8);
        var pattern = new XrdSimulator().Pattern(
            silicon,
            XrdGrid.TwoTheta(20, 80, 3001),
            new XrdImperfections { TextureAxis = new(1, 1, 1), March = 0.8 }
        );
        pattern.Kind.ShouldBe(AxisKind.TwoThetaDegrees);
        pattern.WavelengthAngstrom.ShouldBe(1.54056);
        pattern.Axis[pattern.Intensity.IndexOf(pattern.Intensity.ToArray().Max())].ShouldBe(28.44, 0.03);
    }

    private static double[] Plain(XrdGrid grid, XrdImperfections imperfections, double[] angles, double[] areas)
    {
        var values = new double[grid.Count];
        var heights = new double[angles.Length];
        for (var i = 0; i < angles.Length; i++)
        {
            var (fwhm, eta) = imperfections.Profile.At(angles[i], 1.54056);
            heights[i] = areas[i] / fwhm * (eta * 2 / Math.PI + (1 - eta) * 2 * Math.Sqrt(Math.Log(2) / Math.PI));
        }

        var strongest = heights.Max();
        for (var i = 0; i < angles.Length; i++)
        {
            var position =
                angles[i]
                + imperfections.ZeroShiftDegrees
                - 2
                    * imperfections.DisplacementMillimetre
                    / imperfections.GoniometerRadiusMillimetre
                    * Math.Cos(angles[i] * Math.PI / 360)
                    * 180
                    / Math.PI;
            var (fwhm, eta) = imperfections.Profile.At(position, 1.54056);
            var theta = position * Math.PI / 360;
            var (centre, width) = grid.IsLogarithmic
                ? (Math.Log(4 * Math.PI * Math.Sin(theta) / 1.54056), fwhm * Math.PI / 360 / Math.Tan(theta))
                : (position, fwhm);
            for (var n = 0; n < grid.Count; n++)
            {
                var x = (grid.First + n * grid.Step - centre) / width;
                values[n] +=
                    areas[i]
                    / fwhm
                    / strongest
                    * (
                        eta * 2 / Math.PI / (1 + 4 * x * x)
                        + (1 - eta) * 2 * Math.Sqrt(Math.Log(2) / Math.PI) * Math.Exp(-4 * Math.Log(2) * x * x)
                    );
            }
        }

        return values;
    }
}
