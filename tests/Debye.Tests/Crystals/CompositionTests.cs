using Debye.Crystals;

namespace Debye.Tests.Crystals;

public sealed class CompositionTests
{
    [Theory]
    [InlineData("Ni", "Ni")]
    [InlineData("NaCl", "Na Cl")]
    [InlineData("C 10 H 8", "C10 H8")]
    [InlineData("Zr H2 P2 O8 H2 O", "Zr H4 P2 O9")]
    [InlineData("Ba0.8K0.2(Zn0.85Mn0.15)2As2", "Ba0.8 K0.2 Zn1.7 Mn0.3 As2")]
    [InlineData("Cd Se", "Cd Se")]
    [InlineData("CuSO4·5H2O", "Cu S O9 H10")]
    [InlineData("Fe[Fe(CN)6]", "Fe2 C6 N6")]
    [InlineData("D2O", "D2 O")]
    [InlineData("SiO2", "Si O2")]
    [InlineData("Co", "Co")]
    [InlineData("CO", "C O")]
    public void Parse_Forms_Amounts(string text, string expected) => Composition.Parse(text).ToString().ShouldBe(expected);

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("ni")]
    [InlineData("Xx2")]
    [InlineData("Ni)")]
    [InlineData("(Ni")]
    [InlineData("(Ni]2")]
    [InlineData("Ni0")]
    [InlineData("Ni1.2.3")]
    [InlineData("Fe3+")]
    [InlineData("12")]
    public void Parse_Wrong_OneSentence(string text) =>
        Should.Throw<ArgumentException>(() => Composition.Parse(text)).Message.ShouldContain("cannot be read");

    [Fact]
    public void Parse_DeepBrackets_AreRefused() =>
        Should.Throw<ArgumentException>(() => Composition.Parse(new string('(', 10_000) + "H")).Message.ShouldContain("nested");
}
