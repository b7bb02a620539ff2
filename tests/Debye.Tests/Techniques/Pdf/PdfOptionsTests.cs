using Debye.Crystals;
using Debye.Techniques.Pdf;

namespace Debye.Tests.Techniques.Pdf;

public sealed class PdfOptionsTests
{
    public static TheoryData<PdfOptions> Wrong() =>
        [
            new PdfOptions { QmaxPerAngstrom = 0.3 },
            new PdfOptions { QminPerAngstrom = -1 },
            new PdfOptions { QdampPerAngstrom = double.NaN },
            new PdfOptions { StepAngstrom = 0 },
            new PdfOptions { MaximumRAngstrom = 1 },
            new PdfOptions { MaximumRAngstrom = 1e6 },
            new PdfOptions { DefaultUisoAngstrom2 = 0 },
            new PdfOptions { UniformUisoAngstrom2 = -1 },
            new PdfOptions { DiameterAngstrom = 0 },
            new PdfOptions { Scale = double.PositiveInfinity },
            new PdfOptions { Delta2Angstrom2 = 1000 },
        ];

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Validate_OutOfRange_IsRefused(PdfOptions options) => Should.Throw<ArgumentOutOfRangeException>(options.Validate);

    [Fact]
    public void Grid_OfDefaults_HasBothEnds()
    {
        var grid = PdfGrid.Of(new PdfOptions());
        grid.Count.ShouldBe(2851);
        grid.At(0).ShouldBe(1.5, 1e-12);
        grid.LastAngstrom.ShouldBe(30, 1e-9);
        PdfGrid.SpaceGroupNetwork.StepAngstrom.ShouldBe(28.5 / 208, 1e-12);
    }

    [Fact]
    public void Power_IonsIsotopesAndOverrides()
    {
        var options = new PdfOptions();
        PdfScattering.Power(new Species(8, -2), options).ShouldBe(10, 0.2);
        PdfScattering.Power(new Species(8, -2), options with { UseCharges = false }).ShouldBe(8, 0.01);
        PdfScattering.Power(new Species(1), options).ShouldBe(0.999978, 1e-6);
        var neutron = options with { Radiation = PdfRadiation.Neutron };
        PdfScattering.Power(new Species(1), neutron).ShouldBeLessThan(0);
        PdfScattering.Power(new Species(1, 0, true), neutron).ShouldBe(6.671, 1e-3);
        PdfScattering
            .Power(
                new Species(28),
                neutron with
                {
                    ScatteringPowers = System.Collections.Immutable.ImmutableDictionary<string, double>.Empty.Add("Ni", -8.7),
                }
            )
            .ShouldBe(-8.7);
    }
}
